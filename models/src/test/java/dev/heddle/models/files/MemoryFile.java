package dev.heddle.models.files;

import dev.heddle.storage.SeekableFile;
import dev.heddle.storage.StorageException;
import java.nio.ByteBuffer;

/** A file in memory that remembers whether it was closed. */
final class MemoryFile implements SeekableFile {
  private final byte[] content;
  private boolean closed;

  MemoryFile(byte[] content) {
    this.content = content;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public long length() {
    return content.length;
  }

  @Override
  public void read(ByteBuffer target, long position) {
    if (position < 0 || position + target.remaining() > content.length) {
      throw new StorageException("Cannot read file: position=" + position + "; it is too short");
    }
    target.put(content, (int) position, target.remaining());
  }

  @Override
  public void close() {
    closed = true;
  }
}
