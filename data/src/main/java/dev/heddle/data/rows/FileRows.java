package dev.heddle.data.rows;

import dev.heddle.data.LookAhead;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The rows of one file, whatever its format. */
final class FileRows extends LookAhead<Row> implements Rows {

  /** What a format does. */
  interface Reader extends Closeable {
    /** The next row; empty at the end. */
    Optional<Row> next() throws IOException;
  }

  private final URI file;
  private final Reader reader;

  FileRows(URI file, Reader reader) {
    this.file = file;
    this.reader = reader;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failure) {
      throw broken(failure);
    }
  }

  @Override
  protected Optional<Row> read() {
    try {
      return reader.next();
    } catch (RowException clear) {
      throw clear;
    } catch (IOException | RuntimeException failure) { // Parquet throws many kinds of these
      throw broken(failure);
    }
  }

  private RowException broken(Exception failure) {
    return broken(file, failure);
  }

  static RowException broken(URI file, Exception failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new RowException(
        "Cannot read examples: file=%s; %s; write the file again".formatted(file, reason), failure);
  }
}
