package dev.heddle.data.rows;

import java.io.Closeable;
import java.util.Iterator;

/** Examples in the order of their files, read as they are asked for. Whoever opens them closes. */
public interface Rows extends Iterator<Row>, Closeable {

  /** Gives the file free; does not throw a checked exception. */
  @Override
  void close();
}
