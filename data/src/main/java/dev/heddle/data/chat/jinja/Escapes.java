package dev.heddle.data.chat.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a backslash means in a string of a template: as in Python. */
final class Escapes {

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(.))",
          Pattern.DOTALL);

  private static final String LETTERS = "nrtbfav";
  private static final String MEANINGS = "\n\r\t\b\f\u0007\u000b";

  private Escapes() {}

  /** The text that a string's inside stands for. */
  static String resolved(String inside) {
    return inside.indexOf('\\') < 0
        ? inside
        : ESCAPE.matcher(inside).replaceAll(found -> Matcher.quoteReplacement(meaning(found)));
  }

  private static String meaning(java.util.regex.MatchResult escape) {
    for (int group = 1; group <= 3; group++) {
      if (escape.group(group) != null) {
        return Character.toString(Integer.parseInt(escape.group(group), 16));
      }
    }
    if (escape.group(4) != null) {
      return Character.toString(Integer.parseInt(escape.group(4), 8));
    }
    String letter = escape.group(5);
    int known = LETTERS.indexOf(letter);
    if (known >= 0) {
      return MEANINGS.substring(known, known + 1);
    }
    return switch (letter) {
      case "\n" -> ""; // a line that goes on
      case "\\", "'", "\"" -> letter;
      default -> escape.group();
    };
  }
}
