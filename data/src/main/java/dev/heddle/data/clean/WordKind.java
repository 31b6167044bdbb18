package dev.heddle.data.clean;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What counts as a character of a word. */
enum WordKind {
  /** Everything but white space. */
  BETWEEN_SPACES {
    @Override
    boolean holds(int character) {
      return !Character.isWhitespace(character) && !Character.isSpaceChar(character);
    }
  },
  /** Letters and digits. */
  LETTERS_AND_DIGITS {
    @Override
    boolean holds(int character) {
      return Character.isLetterOrDigit(character);
    }
  };

  private static final int ASCII = 128;
  private static final int FIRST_SPACELESS = 0x0E00; // Thai; every script before it uses spaces
  private static final Set<UnicodeScript> SPACELESS =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN);

  private final long asciiLow = mask(0);
  private final long asciiHigh = mask(Long.SIZE);

  abstract boolean holds(int character);

  /** The same as {@link #holds}, by table where that is possible. */
  boolean contains(int character) {
    if (character >= ASCII) {
      return holds(character);
    }
    long mask = character < Long.SIZE ? asciiLow : asciiHigh;
    return (mask >>> character & 1) != 0; // a shift counts modulo 64
  }

  /** Whether a character is a word of its own, because its script puts no spaces between words. */
  static boolean standsAlone(int character) {
    return character >= FIRST_SPACELESS && SPACELESS.contains(UnicodeScript.of(character));
  }

  /** One bit for each of 64 characters. */
  private long mask(int first) {
    long mask = 0;
    for (int i = 0; i < Long.SIZE; i++) {
      mask |= holds(first + i) ? 1L << i : 0;
    }
    return mask;
  }
}
