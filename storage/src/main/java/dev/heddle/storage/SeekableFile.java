package dev.heddle.storage;

import java.io.Closeable;
import java.nio.ByteBuffer;

/**
 * An open file that is read by position. Reads do not move a shared cursor, so threads may share
 * it.
 */
public interface SeekableFile extends Closeable {

  /** In bytes, as it was when the file was opened. */
  long length();

  /**
   * Fills {@code target} from its position to its limit with the bytes that start at {@code
   * position}.
   *
   * @throws StorageException if the file ends before the buffer is full or cannot be read
   */
  void read(ByteBuffer target, long position);

  /** Does not throw a checked exception. */
  @Override
  void close();
}
