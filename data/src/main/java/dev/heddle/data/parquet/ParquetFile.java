package dev.heddle.data.parquet;

import dev.heddle.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/**
 * An open Parquet file of which some columns are read, one row group at a time: either whole row
 * groups, or row by row.
 */
public final class ParquetFile implements Closeable {

  private final PositionedInputFile input;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private RecordReader<Group> rows;
  private long rowsLeft;

  /** Says which columns are read. */
  @FunctionalInterface
  public interface Columns {
    /**
     * The file's schema, cut down to what is read.
     *
     * @throws IOException if the file lacks something, with a message for the user
     */
    MessageType of(MessageType whole) throws IOException;
  }

  /** Opens a file; closes it again if it cannot be read. */
  public ParquetFile(Storage storage, URI file, Columns columns) throws IOException {
    this.input = new PositionedInputFile(storage, file);
    try {
      this.reader = ParquetFileReader.open(input, options());
      this.schema = columns.of(reader.getFileMetaData().getSchema());
      reader.setRequestedSchema(schema);
    } catch (IOException | RuntimeException failure) {
      input.close();
      throw failure;
    }
  }

  private static ParquetReadOptions options() {
    return ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
  }

  /** The columns that are read. */
  public MessageType schema() {
    return schema;
  }

  /** The program that wrote the file, as the file names it. */
  public String createdBy() {
    return reader.getFileMetaData().getCreatedBy();
  }

  /** The next row group; empty at the end. */
  public Optional<PageReadStore> nextRowGroup() throws IOException {
    return Optional.ofNullable(reader.readNextRowGroup());
  }

  /** The next row; empty at the end. */
  public Optional<Group> nextRow() throws IOException {
    while (rowsLeft == 0) {
      Optional<PageReadStore> pages = nextRowGroup();
      if (pages.isEmpty()) {
        return Optional.empty();
      }
      rowsLeft = pages.get().getRowCount();
      rows =
          new ColumnIOFactory()
              .getColumnIO(schema)
              .getRecordReader(pages.get(), new GroupRecordConverter(schema));
    }
    rowsLeft--;
    return Optional.of(rows.read());
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } finally {
      input.close();
    }
  }
}
