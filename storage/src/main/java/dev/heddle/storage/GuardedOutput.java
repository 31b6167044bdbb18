package dev.heddle.storage;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.StreamCapabilities;

/** Names the file in whatever goes wrong while it is written. */
final class GuardedOutput extends DurableOutput {

  /** What a flush has to do for the file's purpose. */
  enum Purpose {
    /** Written once: bytes count when the file is closed, and are then on disk. */
    WHOLE_FILE,
    /** Grows while others read it. */
    LOG
  }

  private final FSDataOutputStream stream;
  private final URI file;
  private final Purpose purpose;
  private boolean closed;

  GuardedOutput(FSDataOutputStream stream, URI file, Purpose purpose) {
    this.stream = stream;
    this.file = file;
    this.purpose = purpose;
  }

  private interface Action {
    void run() throws IOException;
  }

  @Override
  public void write(int oneByte) {
    attempt(() -> stream.write(oneByte));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    attempt(() -> stream.write(bytes, offset, length));
  }

  @Override
  public void flush() {
    if (purpose == Purpose.LOG) {
      attempt(stream::hflush);
    }
  }

  @Override
  public void sync() {
    // Object stores have no such thing: there a file exists once it is closed.
    if (stream.hasCapability(StreamCapabilities.HSYNC)) {
      attempt(stream::hsync);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (purpose == Purpose.WHOLE_FILE) {
        sync();
      }
    } finally {
      attempt(stream::close);
    }
  }

  private void attempt(Action action) {
    try {
      action.run();
    } catch (IOException | FSError failure) {
      throw Failures.explain("write file", file, failure);
    }
  }
}
