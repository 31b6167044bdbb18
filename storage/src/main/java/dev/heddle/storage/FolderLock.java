package dev.heddle.storage;

import java.io.Closeable;

/**
 * The right to be the only writer of a folder, held until closed or until this process dies,
 * however it dies.
 */
public interface FolderLock extends Closeable {

  /** Gives the folder free; a second call does nothing. */
  @Override
  void close();
}
