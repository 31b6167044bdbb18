package dev.heddle.data.source;

import dev.heddle.data.parquet.ParquetFile;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * One document a row, of columns that rows may have, nested ones as JSON; only these are read, one
 * row group at a time. Ids carry the row's number, from 1.
 */
final class ParquetFieldsReader implements RecordReader {

  private final SourceFile file;
  private final ReadContext context;
  private final ParquetFile parquet;
  private long row;

  ParquetFieldsReader(Storage storage, SourceFile file, ReadContext context) throws IOException {
    this.file = file;
    this.context = context;
    this.parquet = new ParquetFile(storage, file.uri(), this::schema);
  }

  @Override
  public Optional<Document> next() throws IOException {
    Optional<Group> values = parquet.nextRow();
    while (values.isPresent()) {
      row++;
      Optional<Document> document = document(values(values.get()));
      if (document.isPresent()) {
        return document;
      }
      values = parquet.nextRow();
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    parquet.close();
  }

  /** The file's schema, cut down to what is read. */
  private MessageType schema(MessageType whole) throws IOException {
    FieldChoice choice = context.rules().rows().fields().optional();
    List<Type> types =
        whole.getFields().stream().filter(type -> choice.takes(type.getName())).toList();
    if (types.isEmpty()) {
      throw new IOException(
          "it has none of the columns that this run's examples are made of; it has %s; name them by dataset.columns"
              .formatted(whole.getFields().stream().map(Type::getName).toList()));
    }
    return new MessageType(whole.getName(), types);
  }

  /** Columns that are null are left out. */
  private Map<String, String> values(Group group) {
    Map<String, String> values = new HashMap<>();
    for (Type column : parquet.schema().getFields()) {
      ParquetValues.text(group, column).ifPresent(text -> values.put(column.getName(), text));
    }
    return values;
  }

  private Optional<Document> document(Map<String, String> values) {
    int most = context.rules().maxDocumentBytes();
    if (values.values().stream().mapToLong(String::length).sum() > most) {
      context
          .refusals()
          .refuse(
              ReadCount.OVERLONG_RECORDS,
              "file=%s row=%d".formatted(file.uri(), row),
              "the row's texts are longer than dataset.max_document_bytes=" + most);
      return Optional.empty();
    }
    return Optional.of(new Document(file.name() + "#" + row, file.group(), "", values));
  }
}
