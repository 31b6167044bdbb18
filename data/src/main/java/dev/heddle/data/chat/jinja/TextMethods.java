package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Python's methods of texts. */
final class TextMethods {

  private static final Pattern LINE_END =
      Pattern.compile("\r\n|[\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]");

  private TextMethods() {}

  static Callable find(String text, String name) {
    return switch (name) {
      case "strip" -> arguments -> stripped(text, arguments.text(0, "chars"), true, true);
      case "lstrip" -> arguments -> stripped(text, arguments.text(0, "chars"), true, false);
      case "rstrip" -> arguments -> stripped(text, arguments.text(0, "chars"), false, true);
      case "upper" -> arguments -> text.toUpperCase(Locale.ROOT);
      case "lower" -> arguments -> text.toLowerCase(Locale.ROOT);
      case "title" -> arguments -> titled(text);
      case "capitalize" -> arguments -> capitalized(text);
      case "startswith" -> arguments -> any(arguments, text, String::startsWith);
      case "endswith" -> arguments -> any(arguments, text, String::endsWith);
      case "split" -> arguments -> Splits.fromLeft(text, arguments);
      case "rsplit" -> arguments -> Splits.fromRight(text, arguments);
      case "splitlines" -> arguments -> lines(text);
      case "partition" ->
          arguments -> parted(text, part(arguments), text.indexOf(part(arguments)), 0);
      case "rpartition" ->
          arguments -> parted(text, part(arguments), text.lastIndexOf(part(arguments)), 2);
      case "replace" -> arguments -> replaced(text, arguments);
      case "removeprefix" ->
          arguments ->
              text.startsWith(part(arguments)) ? text.substring(part(arguments).length()) : text;
      case "removesuffix" ->
          arguments ->
              text.endsWith(part(arguments))
                  ? text.substring(0, text.length() - part(arguments).length())
                  : text;
      case "find" -> arguments -> place(text, text.indexOf(part(arguments)));
      case "rfind" -> arguments -> place(text, text.lastIndexOf(part(arguments)));
      case "count" -> arguments -> Splits.parts(text, part(arguments), -1).size() - 1L;
      case "join" -> arguments -> joined(text, arguments.required(0, "iterable"));
      case "isdigit" -> arguments -> all(text, Character::isDigit);
      case "isalpha" -> arguments -> all(text, Character::isLetter);
      case "isalnum" -> arguments -> all(text, Character::isLetterOrDigit);
      case "isspace" -> arguments -> all(text, TextMethods::isSpace);
      case "isupper" ->
          arguments ->
              !text.equals(text.toLowerCase(Locale.ROOT))
                  && text.equals(text.toUpperCase(Locale.ROOT));
      case "islower" ->
          arguments ->
              !text.equals(text.toUpperCase(Locale.ROOT))
                  && text.equals(text.toLowerCase(Locale.ROOT));
      default -> null;
    };
  }

  private static String part(Arguments arguments) {
    return Values.requireText(arguments.required(0, "sub"));
  }

  /** Without the given characters, or white space, at its ends. */
  static String stripped(String text, Optional<String> characters, boolean left, boolean right) {
    IntPredicate goes =
        characters
            .<IntPredicate>map(set -> point -> set.indexOf(point) >= 0)
            .orElse(TextMethods::isSpace);
    int start = 0;
    int end = text.length();
    while (left && start < end && goes.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && end > start && goes.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /** What Python calls white space, which no-break spaces and separators of fields are too. */
  static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
  }

  static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
            + text.substring(text.offsetByCodePoints(0, 1)).toLowerCase(Locale.ROOT);
  }

  static String titled(String text) {
    StringBuilder titled = new StringBuilder();
    boolean[] isInside = {false};
    text.codePoints()
        .forEach(
            point -> {
              titled.appendCodePoint(
                  isInside[0] ? Character.toLowerCase(point) : Character.toTitleCase(point));
              isInside[0] = Character.isLetter(point);
            });
    return titled.toString();
  }

  static String replaced(String text, Arguments arguments) {
    String old = Values.requireText(arguments.required(0, "old"));
    String now = Values.requireText(arguments.required(1, "new"));
    long count = arguments.number(2, "count", -1);
    return count < 0 ? text.replace(old, now) : String.join(now, Splits.parts(text, old, count));
  }

  static String joined(String between, Object items) {
    return String.join(between, Values.items(items).stream().map(Values::requireText).toList());
  }

  static List<Object> lines(String text) {
    List<Object> lines = new ArrayList<>(List.of(LINE_END.split(text, -1)));
    if (lines.get(lines.size() - 1).equals("")) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private static Object any(Arguments arguments, String text, BiPredicate<String, String> test) {
    Object part = arguments.required(0, "prefix");
    return part instanceof List<?> parts
        ? parts.stream().anyMatch(one -> test.test(text, Values.requireText(one)))
        : test.test(text, Values.requireText(part));
  }

  /** Around a part; a text without it stays whole, at the given of three places. */
  private static Object parted(String text, String part, int at, int wholeAt) {
    List<Object> parts = new ArrayList<>(List.of("", "", ""));
    if (at < 0) {
      parts.set(wholeAt, text);
      return parts;
    }
    return List.of(text.substring(0, at), part, text.substring(at + part.length()));
  }

  private static long place(String text, int at) {
    return at < 0 ? -1 : text.codePointCount(0, at);
  }

  private static boolean all(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }
}
