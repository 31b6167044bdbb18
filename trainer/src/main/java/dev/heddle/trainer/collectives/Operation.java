package dev.heddle.trainer.collectives;

import java.util.Arrays;
import java.util.Optional;

/**
 * One call of the group, the same on every worker; stands in the header of each of its frames.
 *
 * @param kind what is done
 * @param number of the call, counted from the group's start
 * @param bytes size of the whole argument
 */
record Operation(Kind kind, long number, long bytes) {

  enum Kind {
    SUM_FLOATS('f'),
    SUM_LONGS('l'),
    SUM_DOUBLES('d'),
    BROADCAST('b'),
    BARRIER('|'),
    /** The sender leaves the group in peace. */
    GOODBYE('g'),
    /** The sender has failed or passes on another's failure; the payload tells which. */
    ABORT('a');

    private final int code;

    Kind(char code) {
      this.code = code;
    }

    /** What stands for it in a frame's header. */
    int code() {
      return code;
    }

    static Optional<Kind> of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  @Override
  public String toString() {
    return "call %d, %s of %d bytes".formatted(number, kind, bytes);
  }
}
