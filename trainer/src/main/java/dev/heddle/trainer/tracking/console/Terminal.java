package dev.heddle.trainer.tracking.console;

import java.util.Optional;
import org.jline.nativ.CLibrary;

/** A screen that standard error goes to. */
interface Terminal {

  /** Its width now, in characters. */
  int columns();

  /**
   * The terminal behind standard error; empty where it is a file or a pipe, and where that cannot
   * be found out.
   */
  static Optional<Terminal> ofStandardError() {
    try {
      return CLibrary.isatty(2) == 1 ? Optional.of(Terminal::measured) : Optional.empty();
    } catch (Throwable noNativeLibrary) {
      // Any failure to load it, errors of the linker included: plain lines are always right.
      return Optional.empty();
    }
  }

  private static int measured() {
    CLibrary.WinSize size = new CLibrary.WinSize();
    boolean known = CLibrary.ioctl(2, CLibrary.TIOCGWINSZ, size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
  }
}
