package dev.heddle.data.source;

import dev.heddle.data.shard.PositionedInputFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * One document a row. Only the text's column is read, one row group at a time. Ids carry the row's
 * number, from 1.
 */
final class ParquetReader implements RecordReader {

  private final SourceFile file;
  private final ReadContext context;
  private final PositionedInputFile input;
  private final ParquetFileReader parquet;
  private final MessageType schema;
  private ColumnReader column;
  private long rowsLeft;
  private long row;

  /**
   * @param input closed with the reader, or if this constructor fails
   */
  ParquetReader(PositionedInputFile input, SourceFile file, ReadContext context)
      throws IOException {
    this.file = file;
    this.context = context;
    this.input = input;
    try {
      this.parquet = ParquetFileReader.open(input, options());
      this.schema = textSchema(parquet.getFileMetaData().getSchema());
      parquet.setRequestedSchema(schema);
    } catch (IOException | RuntimeException failure) {
      input.close();
      throw failure;
    }
  }

  @Override
  public Optional<Document> next() throws IOException {
    Optional<String> text = Optional.empty();
    while (text.isEmpty() && hasRow()) {
      row++;
      rowsLeft--;
      text = readRow();
    }
    return text.map(found -> new Document(file.name() + "#" + row, file.group(), found));
  }

  @Override
  public void close() throws IOException {
    try {
      parquet.close();
    } finally {
      input.close();
    }
  }

  private static ParquetReadOptions options() {
    return ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
  }

  /** The file's schema, cut down to the text. */
  private MessageType textSchema(MessageType whole) throws IOException {
    String name = context.rules().textColumn();
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
    return new MessageType(whole.getName(), type);
  }

  private static List<String> names(MessageType schema) {
    return schema.getFields().stream().map(Type::getName).toList();
  }

  /** Goes on to the next row group when one is through. */
  private boolean hasRow() throws IOException {
    while (rowsLeft == 0) {
      PageReadStore group = parquet.readNextRowGroup();
      if (group == null) {
        return false;
      }
      rowsLeft = group.getRowCount();
      column = columnOf(group);
    }
    return true;
  }

  private ColumnReader columnOf(PageReadStore group) {
    return new ColumnReadStoreImpl(
            group,
            new DummyRecordConverter(schema).getRootConverter(),
            schema,
            parquet.getFileMetaData().getCreatedBy())
        .getColumnReader(schema.getColumns().get(0));
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
