package dev.heddle.data.tokenize;

/**
 * The four kinds of characters that GPT-2's word pattern tells apart: {@code \s}, {@code \p{L}},
 * {@code \p{N}} and the rest.
 */
final class CharacterClass {

  static final byte OTHER = 0;
  static final byte LETTER = 1;
  static final byte NUMBER = 2;
  static final byte SPACE = 3;

  /** Not in this Java's Unicode version: a newer one may call it a letter or a number. */
  static final byte UNASSIGNED = 4;

  private static final byte[] BASIC_PLANE = basicPlane();

  private CharacterClass() {}

  /** The class of a UTF-16 unit that is no surrogate; a surrogate's own class is OTHER. */
  static byte of(char unit) {
    return BASIC_PLANE[unit];
  }

  /** The class of a code point. */
  static byte of(int codePoint) {
    return codePoint < BASIC_PLANE.length ? BASIC_PLANE[codePoint] : classify(codePoint);
  }

  /** Whether every character is a whole one that this Java's Unicode version assigns. */
  static boolean knowsAll(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        int codePoint = text.codePointAt(i++);
        if (codePoint == unit || of(codePoint) == UNASSIGNED) {
          return false;
        }
      } else if (BASIC_PLANE[unit] == UNASSIGNED) {
        return false;
      }
    }
    return true;
  }

  private static byte[] basicPlane() {
    byte[] classes = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];
    for (int codePoint = 0; codePoint < classes.length; codePoint++) {
      classes[codePoint] = classify(codePoint);
    }
    return classes;
  }

  private static byte classify(int codePoint) {
    if (isWhiteSpace(codePoint)) {
      return SPACE;
    }
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      case Character.UNASSIGNED -> UNASSIGNED;
      default -> OTHER;
    };
  }

  /** Unicode's White_Space property, which is neither of Java's two notions of a space. */
  private static boolean isWhiteSpace(int codePoint) {
    return (codePoint >= 0x09 && codePoint <= 0x0D)
        || codePoint == 0x85
        || Character.isSpaceChar(codePoint);
  }
}
