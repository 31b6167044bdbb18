package dev.heddle.storage;

import java.io.OutputStream;

/**
 * A growing file, such as a log: {@link #flush()} makes what was written visible to other readers
 * at once, and {@link #sync()} also survives a power cut. Failures are {@link StorageException}s.
 */
public abstract class DurableOutput extends OutputStream {

  @Override
  public abstract void write(int oneByte);

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length);

  /** Returns when other readers see every byte written so far. */
  @Override
  public abstract void flush();

  /** Returns when every byte written so far is on disk. */
  public abstract void sync();

  @Override
  public abstract void close();
}
