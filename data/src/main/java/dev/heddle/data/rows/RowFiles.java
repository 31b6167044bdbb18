package dev.heddle.data.rows;

import dev.heddle.data.source.FileKind;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Files of examples: Parquet, or JSON lines (plain or gzip), told apart by their suffix. Opened as
 * often as needed.
 */
public final class RowFiles {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Storage storage;
  private final List<URI> files;

  private RowFiles(Storage storage, List<URI> files) {
    this.storage = storage;
    this.files = files;
  }

  /**
   * Finds them.
   *
   * @param path a file, or a folder of files as Spark writes it; read in the order of their paths
   * @throws RowException when nothing readable is there
   */
  public static RowFiles find(Storage storage, String path) {
    URI place = storage.resolve(path);
    if (!storage.exists(place)) {
      throw new RowException(
          "Cannot read examples: path=%s; nothing is there; correct the path".formatted(place));
    }
    List<URI> files =
        storage.walk(place).stream()
            .filter(file -> file.length() > 0 && isReadable(file))
            .map(FileStatus::uri)
            .toList();
    if (files.isEmpty()) {
      throw new RowException(
          "Cannot read examples: path=%s; it holds no .parquet, .jsonl or .ndjson file with content; name one"
              .formatted(place));
    }
    return new RowFiles(storage, files);
  }

  /**
   * All rows, file after file.
   *
   * @param columns what to read; every row must have a value in each
   * @throws RowException here or on the way, naming file and row
   */
  public Rows open(List<String> columns) {
    return new Chain(files.iterator(), columns);
  }

  private static boolean isReadable(FileStatus file) {
    Optional<FileKind> kind = kind(file.uri());
    return kind.equals(Optional.of(FileKind.PARQUET)) || kind.equals(Optional.of(FileKind.JSONL));
  }

  private static Optional<FileKind> kind(URI file) {
    return FileKind.ofName(file.getPath());
  }

  private Rows open(URI file, List<String> columns) {
    try {
      boolean isParquet = kind(file).equals(Optional.of(FileKind.PARQUET));
      return new FileRows(
          file,
          isParquet
              ? new ParquetRows(storage, file, columns)
              : new JsonRows(file, columns, stream(file)));
    } catch (RowException clear) {
      throw clear;
    } catch (IOException | RuntimeException failure) {
      throw FileRows.broken(file, failure);
    }
  }

  private InputStream stream(URI file) throws IOException {
    InputStream stream = new BufferedInputStream(storage.open(file), BUFFER_BYTES);
    if (!FileKind.isGzip(file.getPath())) {
      return stream;
    }
    try {
      return new GZIPInputStream(stream, BUFFER_BYTES);
    } catch (IOException notGzip) {
      stream.close();
      throw notGzip;
    }
  }

  /** One file open at a time. */
  private final class Chain implements Rows {
    private final Iterator<URI> left;
    private final List<String> columns;
    private Optional<Rows> current = Optional.empty();

    Chain(Iterator<URI> left, List<String> columns) {
      this.left = left;
      this.columns = columns;
    }

    @Override
    public boolean hasNext() {
      while (!current.map(Rows::hasNext).orElse(false) && left.hasNext()) {
        close();
        current = Optional.of(open(left.next(), columns));
      }
      return current.map(Rows::hasNext).orElse(false);
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.orElseThrow().next();
    }

    @Override
    public void close() {
      current.ifPresent(Rows::close);
      current = Optional.empty();
    }
  }
}
