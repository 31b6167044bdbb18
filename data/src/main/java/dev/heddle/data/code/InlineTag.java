package dev.heddle.data.code;

import java.util.regex.Pattern;

/** What a reader of the documentation sees of an inline tag. */
final class InlineTag {

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private InlineTag() {}

  /**
   * The text shown.
   *
   * @param tag what stands between the braces, without the at sign: {@code link List#of() lists}
   */
  static String shown(String tag) {
    String[] parts = SPACE.split(tag.strip(), 2);
    String rest = parts.length < 2 ? "" : parts[1].strip();
    return switch (parts[0]) {
      case "code", "literal", "summary", "index" -> rest;
      case "return" -> "Returns " + rest + ".";
      case "link", "linkplain", "value" -> label(rest);
      default -> ""; // what is inherited, or where documents lie, says nothing here
    };
  }

  /** Behind the reference, whose parameters may have spaces of their own; else the reference. */
  private static String label(String link) {
    int end = endOfReference(link);
    String label = link.substring(end).strip();
    return label.isEmpty() ? link.substring(0, end).replaceAll("^#", "").replace('#', '.') : label;
  }

  private static int endOfReference(String link) {
    int depth = 0;
    for (int at = 0; at < link.length(); at++) {
      char character = link.charAt(at);
      depth += character == '(' || character == '<' ? 1 : 0;
      depth -= character == ')' || character == '>' ? 1 : 0;
      if (depth == 0 && Character.isWhitespace(character)) {
        return at;
      }
    }
    return link.length();
  }
}
