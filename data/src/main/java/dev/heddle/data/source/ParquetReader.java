package dev.heddle.data.source;

import dev.heddle.data.parquet.ParquetFile;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * One document a row. Only the columns asked for are read, one row group at a time. Ids carry the
 * row's number, from 1.
 */
final class ParquetReader implements RecordReader {

  private final SourceFile file;
  private final ReadContext context;
  private final ParquetFile parquet;
  private ColumnReader column;
  private Map<String, ColumnReader> others = Map.of();
  private long rowsLeft;
  private long row;

  ParquetReader(Storage storage, SourceFile file, ReadContext context) throws IOException {
    this.file = file;
    this.context = context;
    this.parquet = new ParquetFile(storage, file.uri(), this::schema);
  }

  @Override
  public Optional<Document> next() throws IOException {
    Optional<Document> document = Optional.empty();
    while (document.isEmpty() && hasRow()) {
      row++;
      rowsLeft--;
      Map<String, String> values = readOthers();
      document =
          readRow()
              .filter(found -> isComplete(values))
              .map(found -> new Document(file.name() + "#" + row, file.group(), found, values));
    }
    return document;
  }

  @Override
  public void close() throws IOException {
    parquet.close();
  }

  /** The file's schema, cut down to what is read. */
  private MessageType schema(MessageType whole) throws IOException {
    List<Type> types = new ArrayList<>(List.of(textType(whole)));
    for (String name : context.rules().rows().fields().required()) {
      if (!whole.containsField(name)
          || !whole.getType(name).isPrimitive()
          || whole.getType(name).isRepetition(Repetition.REPEATED)) {
        throw new IOException(
            "it has no column of plain values called %s; it has %s".formatted(name, names(whole)));
      }
      types.add(whole.getType(name));
    }
    return new MessageType(whole.getName(), types);
  }

  private Type textType(MessageType whole) throws IOException {
    String name = context.rules().rows().fields().text();
    if (!whole.containsField(name)) {
      throw new IOException(
          "it has no column dataset.text_column=%s; it has %s".formatted(name, names(whole)));
    }
    Type type = whole.getType(name);
    boolean isText =
        type.isPrimitive()
            && !type.isRepetition(Repetition.REPEATED)
            && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    if (!isText) {
      throw new IOException(
          "dataset.text_column=%s is not a column of strings but: %s".formatted(name, type));
    }
    return type;
  }

  private static List<String> names(MessageType schema) {
    return schema.getFields().stream().map(Type::getName).toList();
  }

  /** Goes on to the next row group when one is through. */
  private boolean hasRow() throws IOException {
    while (rowsLeft == 0) {
      Optional<PageReadStore> group = parquet.nextRowGroup();
      if (group.isEmpty()) {
        return false;
      }
      rowsLeft = group.get().getRowCount();
      open(group.get());
    }
    return true;
  }

  private void open(PageReadStore group) {
    MessageType schema = parquet.schema();
    ColumnReadStoreImpl columns =
        new ColumnReadStoreImpl(
            group,
            new DummyRecordConverter(schema).getRootConverter(),
            schema,
            parquet.createdBy());
    column = columns.getColumnReader(schema.getColumns().get(0));
    others = new LinkedHashMap<>();
    for (String name : context.rules().rows().fields().required()) {
      others.put(name, columns.getColumnReader(schema.getColumnDescription(new String[] {name})));
    }
  }

  /** The row's values besides the text, as text; those that are null are left out. */
  private Map<String, String> readOthers() {
    Map<String, String> values = new HashMap<>();
    others.forEach(
        (name, reader) -> {
          if (reader.getCurrentDefinitionLevel()
              == reader.getDescriptor().getMaxDefinitionLevel()) {
            values.put(name, value(reader));
          }
          reader.consume();
        });
    return values;
  }

  private static String value(ColumnReader reader) {
    return switch (reader.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> Integer.toString(reader.getInteger());
      case INT64 -> Long.toString(reader.getLong());
      case BOOLEAN -> Boolean.toString(reader.getBoolean());
      case FLOAT -> Float.toString(reader.getFloat());
      case DOUBLE -> Double.toString(reader.getDouble());
      default -> reader.getBinary().toStringUsingUTF8();
    };
  }

  private boolean isComplete(Map<String, String> values) {
    for (String name : context.rules().rows().fields().required()) {
      if (!values.containsKey(name)) {
        context.refusals().refuse(ReadCount.UNREADABLE_RECORDS, where(), name + " is null");
        return false;
      }
    }
    return true;
  }

  private Optional<String> readRow() {
    boolean isNull = column.getCurrentDefinitionLevel() < maxDefinitionLevel();
    Optional<Binary> value = isNull ? Optional.empty() : Optional.of(column.getBinary());
    column.consume();
    if (value.isEmpty() || value.get().length() == 0) {
      context.refusals().count(ReadCount.EMPTY_RECORDS);
      return Optional.empty();
    }
    return text(value.get());
  }

  private int maxDefinitionLevel() {
    return column.getDescriptor().getMaxDefinitionLevel();
  }

  private Optional<String> text(Binary value) {
    int most = context.rules().maxDocumentBytes();
    if (value.length() > most) {
      context
          .refusals()
          .refuse(
              ReadCount.OVERLONG_RECORDS,
              where(),
              "the row's text is longer than dataset.max_document_bytes=" + most);
      return Optional.empty();
    }
    byte[] bytes = value.getBytesUnsafe();
    return context.utf8().decode(bytes, 0, bytes.length, this::where);
  }

  private String where() {
    return "file=%s row=%d".formatted(file.uri(), row);
  }
}
