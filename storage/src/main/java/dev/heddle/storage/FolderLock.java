package dev.heddle.storage;

import java.io.Closeable;

/**
 * The right to be the only writer of a folder, held until closed or until this process dies,
 * however it dies.
 */
public interface FolderLock extends Closeable {

  /**
   * Returns if the lock is still held. On file systems without locks of their own it can be lost,
   * if this process was cut off for longer than a lease lasts.
   *
   * @throws FolderInUse if it was lost or closed; whoever gets this must not write any more
   */
  void requireHeld();

  /** Gives the folder free; a second call does nothing. */
  @Override
  void close();
}
