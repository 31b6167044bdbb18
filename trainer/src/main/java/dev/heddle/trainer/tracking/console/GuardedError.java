package dev.heddle.trainer.tracking.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Standard error while a bar is shown: what anybody writes to it appears above the bar. */
final class GuardedError extends OutputStream {

  private final StatusLine line;

  private GuardedError(StatusLine line) {
    this.line = line;
  }

  /** A stream to take the place of {@link System#err}. */
  static PrintStream above(StatusLine line) {
    return new PrintStream(new GuardedError(line), true, charset());
  }

  @Override
  public void write(int value) {
    line.print(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    line.print(bytes, offset, length);
  }

  private static Charset charset() {
    return Charset.forName(
        System.getProperty("sun.stderr.encoding", Charset.defaultCharset().name()));
  }
}
