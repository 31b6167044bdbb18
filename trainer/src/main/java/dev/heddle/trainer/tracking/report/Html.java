package dev.heddle.trainer.tracking.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Markup that is safe to put into a page. Whatever is not of this type is escaped by {@link
 * Template}.
 */
record Html(String markup) {

  static final Html NONE = new Html("");

  /** Text as markup: what could be read as markup or is no legal character is replaced. */
  static Html escaped(String text) {
    StringBuilder markup = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(markup, point));
    return new Html(markup.toString());
  }

  static Html joined(List<Html> parts) {
    return new Html(parts.stream().map(Html::markup).collect(Collectors.joining()));
  }

  private static void append(StringBuilder markup, int point) {
    switch (point) {
      case '&' -> markup.append("&amp;");
      case '<' -> markup.append("&lt;");
      case '>' -> markup.append("&gt;");
      case '"' -> markup.append("&quot;");
      case '\'' -> markup.append("&#39;");
      default -> markup.appendCodePoint(isLegal(point) ? point : 0xFFFD);
    }
  }

  // The characters of XML 1.0; others make a page unreadable for strict parsers.
  private static boolean isLegal(int point) {
    return (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000
        || point == '\n'
        || point == '\t';
  }
}
