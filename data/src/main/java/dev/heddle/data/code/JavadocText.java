package dev.heddle.data.code;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The description of a documentation comment in plain text: without the stars of its lines and
 * everything from its first block tag on; inline tags as what they show, HTML without its tags and
 * with its entities resolved. A paragraph is a line.
 */
final class JavadocText {

  private static final Pattern LINE_START = Pattern.compile("(?m)^[ \\t]*\\*+[ \\t]?");
  private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
  private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0]+");
  private static final Pattern PARAGRAPHS = Pattern.compile(" ?\\x{1} ?(?:\\x{1} ?)*");

  /** Stands for the end of a paragraph until white space is put right. */
  private static final char BREAK = '\u0001';

  /** Elements that begin on a line of their own. */
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "br",
          "ul",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "pre",
          "div",
          "table",
          "tr",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "blockquote");

  private final String comment;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private JavadocText(String comment) {
    this.comment = comment;
  }

  /**
   * The description.
   *
   * @param content what stands between the marks that begin and end the comment
   */
  static String of(String content) {
    String lines = LINE_END.matcher(content).replaceAll("\n");
    JavadocText text = new JavadocText(LINE_START.matcher(lines).replaceAll(""));
    text.read();
    String spaced = SPACES.matcher(text.text).replaceAll(" ");
    return PARAGRAPHS.matcher(spaced).replaceAll("\n").strip();
  }

  private void read() {
    while (at < comment.length() && !isBlockTag()) {
      char character = comment.charAt(at);
      if (comment.startsWith("{@", at)) {
        readInlineTag();
      } else if (character == '<' && isMarkup()) {
        readMarkup();
      } else if (character == '&') {
        at = HtmlEntity.read(comment, at, text);
      } else {
        text.append(character == BREAK ? ' ' : character);
        at++;
      }
    }
  }

  /** An at sign and a letter at the start of a line. */
  private boolean isBlockTag() {
    if (comment.charAt(at) != '@'
        || at + 1 == comment.length()
        || !Character.isLetter(comment.charAt(at + 1))) {
      return false;
    }
    int before = at - 1;
    while (before >= 0 && (comment.charAt(before) == ' ' || comment.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || comment.charAt(before) == '\n';
  }

  private void readInlineTag() {
    int end = endOfTag(at);
    text.append(InlineTag.shown(comment.substring(at + 2, Math.max(at + 2, end - 1))));
    at = end;
  }

  /** One past the brace that closes the tag; the end of the comment if none does. */
  private int endOfTag(int start) {
    int depth = 0;
    for (int i = start; i < comment.length(); i++) {
      depth += comment.charAt(i) == '{' ? 1 : comment.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return comment.length() + 1;
  }

  private boolean isMarkup() {
    if (at + 1 == comment.length()) {
      return false;
    }
    char next = comment.charAt(at + 1);
    return Character.isLetter(next) || next == '/' || next == '!';
  }

  /** A paragraph ends before an element that begins on a line of its own. */
  private void readMarkup() {
    boolean isComment = comment.startsWith("<!--", at);
    int end = comment.indexOf(isComment ? "-->" : ">", at);
    if (end < 0) {
      text.append(comment.charAt(at++));
      return;
    }
    String inside = comment.substring(at + 1, end).replaceAll("^/", "");
    String name = inside.split("[\\s/>]", 2)[0].toLowerCase(Locale.ROOT);
    if (BLOCKS.contains(name)) {
      text.append(BREAK);
    }
    at = end + (isComment ? "-->".length() : 1);
  }
}
