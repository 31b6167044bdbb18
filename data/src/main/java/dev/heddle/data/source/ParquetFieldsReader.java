package dev.heddle.data.source;

import dev.heddle.data.shard.PositionedInputFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * One document a row, of columns that rows may have, nested ones as JSON; only these are read, one
 * row group at a time. Ids carry the row's number, from 1.
 */
final class ParquetFieldsReader implements RecordReader {

  private final SourceFile file;
  private final ReadContext context;
  private final PositionedInputFile input;
  private final ParquetFileReader parquet;
  private final MessageType schema;
  private org.apache.parquet.io.RecordReader<Group> rows;
  private long rowsLeft;
  private long row;

  /**
   * @param input closed with the reader, or if this constructor fails
   */
  ParquetFieldsReader(PositionedInputFile input, SourceFile file, ReadContext context)
      throws IOException {
    this.file = file;
    this.context = context;
    this.input = input;
    try {
      this.parquet = ParquetFileReader.open(input, options());
      this.schema = schema(parquet.getFileMetaData().getSchema());
      parquet.setRequestedSchema(schema);
    } catch (IOException | RuntimeException failure) {
      input.close();
      throw failure;
    }
  }

  @Override
  public Optional<Document> next() throws IOException {
    Optional<Document> document = Optional.empty();
    while (document.isEmpty() && hasRow()) {
      row++;
      rowsLeft--;
      document = document(values(rows.read()));
    }
    return document;
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

  private boolean hasRow() throws IOException {
    while (rowsLeft == 0) {
      PageReadStore pages = parquet.readNextRowGroup();
      if (pages == null) {
        return false;
      }
      rowsLeft = pages.getRowCount();
      rows =
          new ColumnIOFactory()
              .getColumnIO(schema)
              .getRecordReader(pages, new GroupRecordConverter(schema));
    }
    return true;
  }

  /** Columns that are null are left out. */
  private Map<String, String> values(Group group) {
    Map<String, String> values = new HashMap<>();
    for (Type column : schema.getFields()) {
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
