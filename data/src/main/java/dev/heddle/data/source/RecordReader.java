package dev.heddle.data.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The documents of one open file, as its format has them. */
interface RecordReader extends Closeable {

  /**
   * The next document; empty at the end.
   *
   * @throws IOException if the rest of the file cannot be read
   */
  Optional<Document> next() throws IOException;
}
