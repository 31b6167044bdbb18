package dev.heddle.storage;

import java.io.IOException;
import java.io.OutputStream;

/** What a file is to hold, written when there is a place for it. */
@FunctionalInterface
public interface Content {

  /**
   * Writes everything; the caller closes the stream.
   *
   * @throws IOException leaves the file as it was
   */
  void writeTo(OutputStream stream) throws IOException;
}
