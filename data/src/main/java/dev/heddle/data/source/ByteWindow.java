package dev.heddle.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stretch of a stream, held in an array that grows to a bound and never beyond. Bytes are taken
 * from its front; the held ones are {@code bytes()[start()]} to before {@code bytes()[end()]}.
 */
final class ByteWindow {

  private static final int FIRST_SIZE = 16 * 1024;

  private final InputStream stream;
  private final int most;
  private byte[] bytes;
  private int start;
  private int end;
  private long dropped;
  private boolean hasEnded;

  ByteWindow(InputStream stream, int most) {
    this.stream = stream;
    this.most = most;
    this.bytes = new byte[Math.min(FIRST_SIZE, most)];
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int size() {
    return end - start;
  }

  /** How many bytes of the stream come before those held. */
  long position() {
    return dropped;
  }

  boolean startsWith(byte[] prefix) {
    int common = Math.min(size(), prefix.length);
    return common == prefix.length
        && Arrays.equals(bytes, start, start + common, prefix, 0, common);
  }

  /** Reads further, keeping what is held; false if the stream has ended or the bound is reached. */
  boolean more() throws IOException {
    if (hasEnded || size() == most) {
      return false;
    }
    makeRoom();
    int read = stream.read(bytes, end, bytes.length - end);
    hasEnded = read < 0;
    end += Math.max(read, 0);
    return !hasEnded;
  }

  /** Lets go of the first bytes. */
  void drop(int count) {
    start += count;
    dropped += count;
  }

  /** Lets go of everything up to the next line break, which goes too, or the stream's end. */
  void dropLine() throws IOException {
    int lineBreak = indexOf((byte) '\n', start);
    while (lineBreak < 0) {
      drop(size());
      if (!more()) {
        return;
      }
      lineBreak = indexOf((byte) '\n', start);
    }
    drop(lineBreak + 1 - start);
  }

  /** Where a byte next stands among those held; −1 if it does not. */
  int indexOf(byte wanted, int from) {
    for (int at = from; at < end; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  private void makeRoom() {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, size());
      end -= start;
      start = 0;
    }
    if (end == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * bytes.length));
    }
  }
}
