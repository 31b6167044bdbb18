package dev.heddle.data.code;

import java.util.List;

/** Where sentences of plain text end. */
final class Sentences {

  /** What ends in a full stop that ends no sentence. */
  private static final List<String> ABBREVIATIONS =
      List.of("e.g.", "i.e.", "cf.", "vs.", "resp.", "approx.", "viz.");

  private Sentences() {}

  /** Up to the first full stop before white space, or the end of the first paragraph. */
  static String first(String text) {
    int paragraph = text.indexOf('\n');
    int end = paragraph < 0 ? text.length() : paragraph;
    int stop = text.indexOf('.');
    while (stop >= 0 && stop < end) {
      boolean isBeforeSpace = stop + 1 == end || Character.isWhitespace(text.charAt(stop + 1));
      if (isBeforeSpace && !endsAbbreviation(text, stop + 1)) {
        return text.substring(0, stop + 1);
      }
      stop = text.indexOf('.', stop + 1);
    }
    return text.substring(0, end);
  }

  private static boolean endsAbbreviation(String text, int end) {
    return ABBREVIATIONS.stream()
        .anyMatch(
            ending -> text.regionMatches(true, end - ending.length(), ending, 0, ending.length()));
  }
}
