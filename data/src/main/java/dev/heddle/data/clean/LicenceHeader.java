package dev.heddle.data.clean;

import java.util.List;

/**
 * Takes out the comments at the head of a file that speak of a licence or a copyright: they repeat
 * in every file of a project. Lines that must come first (a byte order mark, {@code #!}, {@code
 * <?xml}, {@code <?php}) stay. The first comment that speaks of something else ends the head.
 */
final class LicenceHeader {

  private static final List<String> WORDS =
      List.of("license", "licence", "copyright", "spdx-", "all rights reserved");
  private static final List<String> FIRST_LINES = List.of("#!", "<?xml", "<?php", "\uFEFF");

  private LicenceHeader() {}

  /** The text without its licence header; the same object if it has none. */
  static String strip(String text) {
    int head = endOfFirstLines(text);
    int body = head;
    int comment = skipSpace(text, body);
    int end = endOfComment(text, comment);
    while (end > comment && speaksOfLicence(text, comment, end)) {
      body = skipSpace(text, end);
      comment = body;
      end = endOfComment(text, comment);
    }
    if (body == head) {
      return text;
    }
    return head == 0 ? text.substring(body) : text.substring(0, head) + text.substring(body);
  }

  private static boolean speaksOfLicence(String text, int start, int end) {
    TextSpan comment = new TextSpan(text, start, end);
    return WORDS.stream().anyMatch(comment::mentions);
  }

  private static int endOfFirstLines(String text) {
    for (String first : FIRST_LINES) {
      if (text.startsWith(first)) {
        return first.equals("\uFEFF") ? 1 : nextLine(text, 0);
      }
    }
    return 0;
  }

  /** One past the comment that begins at {@code start}; {@code start} if none does. */
  private static int endOfComment(String text, int start) {
    if (text.startsWith("/*", start)) {
      return endOfBlock(text, start, "*/");
    }
    if (text.startsWith("<!--", start)) {
      return endOfBlock(text, start, "-->");
    }
    if (text.startsWith("//", start)) {
      return endOfLines(text, start, "//");
    }
    return isHashComment(text, start) ? endOfLines(text, start, "#") : start;
  }

  /** A block that is never closed is no comment. */
  private static int endOfBlock(String text, int start, String close) {
    int end = text.indexOf(close, start + 2);
    return end < 0 ? start : end + close.length();
  }

  /** The lines that follow each other and begin with the mark. */
  private static int endOfLines(String text, int start, String mark) {
    int at = start;
    int end = start;
    while (text.startsWith(mark, at)) {
      end = nextLine(text, at);
      at = skipIndent(text, end);
    }
    return end;
  }

  /** {@code #include} and its like are code. */
  private static boolean isHashComment(String text, int start) {
    return text.startsWith("#", start)
        && (start + 1 == text.length() || !Character.isLetter(text.charAt(start + 1)));
  }

  private static int nextLine(String text, int at) {
    int lineBreak = text.indexOf('\n', at);
    return lineBreak < 0 ? text.length() : lineBreak + 1;
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int skipIndent(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
