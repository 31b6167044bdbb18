package dev.heddle.trainer.tracking.console;

import java.io.PrintStream;

/**
 * The last line of a terminal, which changes in place while other lines scroll by above it. Safe
 * for many threads.
 */
final class StatusLine {

  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private String shown = "";
  private boolean lineOpen;

  StatusLine(PrintStream out) {
    this.out = out;
  }

  /** Replaces the line. Must be shorter than the terminal is wide. */
  synchronized void show(String line) {
    boolean changes = !line.equals(shown);
    shown = line;
    if (changes && !lineOpen) {
      out.print(ERASE + line);
      out.flush();
    }
  }

  /** Removes the line. */
  synchronized void clear() {
    show("");
  }

  /** Prints a line above the line. */
  synchronized void println(String text) {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    } else if (!shown.isEmpty()) {
      out.print(ERASE);
    }
    out.println(text);
    out.print(shown);
    out.flush();
  }

  /** Prints what others write, above the line. */
  synchronized void print(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    if (!lineOpen && !shown.isEmpty()) {
      out.print(ERASE);
    }
    out.write(bytes, offset, length);
    // Until their line ends, ours would stand in its middle.
    lineOpen = bytes[offset + length - 1] != '\n';
    if (!lineOpen) {
      out.print(shown);
    }
    out.flush();
  }
}
