package dev.heddle.data.source;

import java.io.Closeable;
import java.util.Iterator;

/**
 * The documents of one file, read as they are asked for. Whoever opens it closes it.
 *
 * @see CorpusReader#open
 */
public interface Documents extends Iterator<Document>, Closeable {

  /** Gives the file free; does not throw a checked exception. */
  @Override
  void close();
}
