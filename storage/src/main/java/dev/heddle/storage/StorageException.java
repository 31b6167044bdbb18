package dev.heddle.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A file operation that failed, told in one line; the cause keeps the file system's own words. */
public class StorageException extends UncheckedIOException {

  public StorageException(String message, IOException cause) {
    super(message, cause);
  }

  public StorageException(String message) {
    this(message, new IOException(message));
  }
}
