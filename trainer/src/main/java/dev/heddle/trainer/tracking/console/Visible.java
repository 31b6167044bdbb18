package dev.heddle.trainer.tracking.console;

/** Text of a corpus on one line of a console, where its control characters must not act. */
final class Visible {

  private Visible() {}

  static String text(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}]+", " ");
  }
}
