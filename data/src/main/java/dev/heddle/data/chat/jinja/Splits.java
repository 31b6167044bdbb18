package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A text cut at a separator or at white space. */
final class Splits {

  private Splits() {}

  static List<Object> fromLeft(String text, Arguments arguments) {
    long most = arguments.number(1, "maxsplit", -1);
    return arguments
        .text(0, "sep")
        .map(separator -> List.<Object>copyOf(parts(text, separator, most)))
        .orElseGet(() -> List.copyOf(words(text, most)));
  }

  static List<Object> fromRight(String text, Arguments arguments) {
    Arguments mirrored =
        new Arguments(
            Collections.singletonList(arguments.text(0, "sep").map(Splits::mirror).orElse(null)),
            Collections.singletonMap("maxsplit", arguments.number(1, "maxsplit", -1)));
    List<Object> parts = new ArrayList<>(fromLeft(mirror(text), mirrored));
    Collections.reverse(parts);
    parts.replaceAll(part -> mirror(Values.requireText(part)));
    return parts;
  }

  /** Cut at a separator, {@code most} times at most; below 0 as often as it occurs. */
  static List<String> parts(String text, String separator, long most) {
    if (separator.isEmpty()) {
      throw new TemplateException("an empty text separates nothing");
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    int found = text.indexOf(separator);
    while (found >= 0 && (most < 0 || parts.size() < most)) {
      parts.add(text.substring(start, found));
      start = found + separator.length();
      found = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<String> words(String text, long most) {
    List<String> words = new ArrayList<>();
    String rest = left(text);
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && !TextMethods.isSpace(rest.charAt(end))) {
        end++;
      }
      if (most >= 0 && words.size() == most) {
        words.add(rest);
        return words;
      }
      words.add(rest.substring(0, end));
      rest = left(rest.substring(end));
    }
    return words;
  }

  private static String left(String text) {
    return TextMethods.stripped(text, java.util.Optional.empty(), true, false);
  }

  private static String mirror(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
