package dev.heddle.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hadoop.fs.FSError;

/** Names the file in whatever goes wrong while it is read. */
final class GuardedInput extends FilterInputStream {

  private final URI file;

  GuardedInput(InputStream stream, URI file) {
    super(stream);
    this.file = file;
  }

  @Override
  public int read() {
    try {
      return in.read();
    } catch (IOException | FSError failure) {
      throw Failures.explain("read file", file, failure);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    try {
      return in.read(target, offset, length);
    } catch (IOException | FSError failure) {
      throw Failures.explain("read file", file, failure);
    }
  }
}
