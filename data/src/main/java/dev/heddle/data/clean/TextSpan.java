package dev.heddle.data.clean;

/**
 * A part of a text that is looked at without copying it. Words to look for are given in lower case.
 *
 * @param end one past the last character
 */
record TextSpan(String text, int start, int end) {

  /** Whether a word stands anywhere in the span, in whatever case. */
  boolean mentions(String word) {
    return indexOf(word) >= 0;
  }

  /** Where in the text a word first stands, in whatever case; −1 if it does not. */
  int indexOf(String word) {
    for (int at = start; at <= end - word.length(); at++) {
      if (text.regionMatches(true, at, word, 0, word.length())) {
        return at;
      }
    }
    return -1;
  }

  /** Whether the span begins with a word, in whatever case. */
  boolean startsWith(String word) {
    return word.length() <= end - start && text.regionMatches(true, start, word, 0, word.length());
  }

  /** The span without the characters of {@code skipped}, and white space, that it begins with. */
  TextSpan without(String skipped) {
    int at = start;
    while (at < end && isSkipped(text.charAt(at), skipped)) {
      at++;
    }
    return new TextSpan(text, at, end);
  }

  /** The span up to the end of its first line, the line break not included. */
  TextSpan firstLine() {
    int lineBreak = text.indexOf('\n', start);
    return new TextSpan(text, start, lineBreak < 0 || lineBreak > end ? end : lineBreak);
  }

  private static boolean isSkipped(char character, String skipped) {
    return Character.isWhitespace(character) || skipped.indexOf(character) >= 0;
  }
}
