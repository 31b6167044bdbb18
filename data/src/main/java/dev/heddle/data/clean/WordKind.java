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

  private final boolean[] ascii = new boolean[ASCII];

  WordKind() {
    for (char character = 0; character < ASCII; character++) {
      ascii[character] = holds(character);
    }
  }

  abstract boolean holds(int character);

  /** The same as {@link #holds}, by table where that is possible. */
  boolean contains(int character) {
    return character < ASCII ? ascii[character] : holds(character);
  }

  /** Whether a character is a word of its own, because its script puts no spaces between words. */
  static boolean standsAlone(int character) {
    return character >= FIRST_SPACELESS && SPACELESS.contains(UnicodeScript.of(character));
  }
}
