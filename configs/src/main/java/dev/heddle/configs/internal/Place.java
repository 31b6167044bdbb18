package dev.heddle.configs.internal;

import dev.heddle.configs.Problem;

/**
 * Where something was written, and how strong it is: a higher layer wins over a lower one.
 *
 * @param line counted from 1; 0 where there is none
 */
record Place(String file, int line, int layer) {
  static final int DEFAULT = 0;
  static final int BASE = 1;
  static final int RUN_FILE = 2;
  private static final int FIRST_OVERRIDE = 3;

  static Place override(int index) {
    return new Place(Problem.COMMAND_LINE, 0, FIRST_OVERRIDE + index);
  }

  boolean isCommandLine() {
    return layer >= FIRST_OVERRIDE;
  }

  /** The same place for a value that nobody wrote. */
  Place ofDefault() {
    return new Place(file, line, DEFAULT);
  }

  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
