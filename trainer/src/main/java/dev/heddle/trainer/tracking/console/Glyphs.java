package dev.heddle.trainer.tracking.console;

import java.nio.charset.Charset;

/** The characters of the console. */
enum Glyphs {
  /** For consoles in UTF-8. */
  UNICODE("█", "░", "⟦", "⟧", "✓", "✗"),
  /** For all others, which would print question marks. */
  ASCII("#", ".", "[[", "]]", "+", "-");

  final String full;
  final String empty;
  final String open;
  final String close;
  final String right;
  final String wrong;

  Glyphs(String full, String empty, String open, String close, String right, String wrong) {
    this.full = full;
    this.empty = empty;
    this.open = open;
    this.close = close;
    this.right = right;
    this.wrong = wrong;
  }

  /** Those that the charset can print. */
  static Glyphs in(Charset charset) {
    return charset.newEncoder().canEncode("█░⟦⟧✓✗") ? UNICODE : ASCII;
  }

  /** Those that standard error prints; the JVM tells its encoding in a property only. */
  static Glyphs ofStandardError() {
    String name =
        System.getProperty(
            "stderr.encoding",
            System.getProperty("sun.stderr.encoding", System.getProperty("native.encoding", "")));
    return !name.isEmpty() && Charset.isSupported(name) ? in(Charset.forName(name)) : ASCII;
  }
}
