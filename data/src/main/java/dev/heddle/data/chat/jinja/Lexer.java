package dev.heddle.data.chat.jinja;

import dev.heddle.data.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens. White space follows Jinja2 with {@code trim_blocks} and {@code
 * lstrip_blocks}: the first line end behind a tag is gone, and so are blanks between the start of a
 * line and a tag; {@code -} takes all white space along, {@code +} leaves it; the template's last
 * line end is gone.
 */
final class Lexer {

  private static final Pattern RAW = Pattern.compile("\\{%([-+]?)\\s*raw\\s*(-?)%}");
  private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%}");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineCountedTo;
  private boolean isAtLineStart = true;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String template) {
    String lines = template.replace("\r\n", "\n").replace('\r', '\n');
    String source = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
    Lexer lexer = new Lexer(source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      int begin = nextBegin();
      if (begin < 0) {
        data(source.substring(at));
        at = source.length();
      } else {
        opened(begin);
      }
    }
    add(Kind.END, "");
  }

  private int nextBegin() {
    for (int i = at; i + 1 < source.length(); i++) {
      char next = source.charAt(i + 1);
      if (source.charAt(i) == '{' && (next == '%' || next == '{' || next == '#')) {
        return i;
      }
    }
    return -1;
  }

  /** The text before a tag, an output or a comment, and then that itself. */
  private void opened(int begin) {
    char kind = source.charAt(begin + 1);
    int inside = begin + 2;
    char sign = inside < source.length() ? source.charAt(inside) : ' ';
    data(before(begin, kind, sign));
    at = begin;
    Matcher raw = RAW.matcher(source).region(begin, source.length());
    if (kind == '#') {
      comment();
    } else if (kind == '%' && raw.lookingAt()) {
      raw(raw);
    } else {
      at = inside + (sign == '-' || sign == '+' ? 1 : 0);
      add(kind == '%' ? Kind.TAG_BEGIN : Kind.OUTPUT_BEGIN, "");
      new TokenScanner(kind == '%').scan();
    }
  }

  /** What is left of the text before a tag. */
  private String before(int begin, char kind, char sign) {
    String text = source.substring(at, begin);
    if (sign == '-') {
      return text.stripTrailing();
    }
    int lineStart = text.lastIndexOf('\n') + 1;
    boolean startsLine = lineStart > 0 || isAtLineStart;
    boolean strips = kind != '{' && sign != '+' && startsLine;
    return strips && text.substring(lineStart).isBlank() ? text.substring(0, lineStart) : text;
  }

  private void comment() {
    int end = source.indexOf("#}", at + 2);
    if (end < 0) {
      throw TemplateException.at(line, "a comment has no end");
    }
    at = behind(source.charAt(end - 1), end + 2);
  }

  private void raw(Matcher begin) {
    int start = begin.group(2).isEmpty() ? begin.end() : skipBlanks(begin.end());
    Matcher end = END_RAW.matcher(source);
    if (!end.find(start)) {
      throw TemplateException.at(line, "raw has no endraw");
    }
    String text = source.substring(start, end.start());
    data(end.group(1).equals("-") ? text.stripTrailing() : text);
    at = behind(end.group(2).isEmpty() ? ' ' : end.group(2).charAt(0), end.end());
  }

  /** Where text goes on behind a tag whose end has a sign before it. */
  private int behind(char sign, int end) {
    int next = end;
    if (sign == '-') {
      next = skipBlanks(end);
    } else if (sign != '+' && end < source.length() && source.charAt(end) == '\n') {
      next = end + 1;
    }
    isAtLineStart = source.charAt(next - 1) == '\n';
    return next;
  }

  private int skipBlanks(int from) {
    int next = from;
    while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
      next++;
    }
    return next;
  }

  private void data(String text) {
    if (!text.isEmpty()) {
      add(Kind.DATA, text);
    }
  }

  private void add(Kind kind, String text) {
    int here = Math.min(at, source.length());
    for (; lineCountedTo < here; lineCountedTo++) {
      line += source.charAt(lineCountedTo) == '\n' ? 1 : 0;
    }
    tokens.add(new Token(kind, text, line));
  }

  /** Reads what stands inside one tag or output, its end included. */
  private final class TokenScanner {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern FLOAT =
        Pattern.compile("\\d[\\d_]*(?:\\.\\d+(?:[eE][-+]?\\d+)?|[eE][-+]?\\d+)");
    private static final Pattern INTEGER = Pattern.compile("\\d[\\d_]*");
    private static final Pattern OPERATOR =
        Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,]");
    private static final Pattern STRING =
        Pattern.compile(
            "'[^'\\\\]*(?:\\\\.[^'\\\\]*)*+'|\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*+\"", Pattern.DOTALL);

    private final boolean isTag;
    private final Pattern end;
    private int depth;

    TokenScanner(boolean isTag) {
      this.isTag = isTag;
      this.end = Pattern.compile(isTag ? "([-+]?)%}" : "(-?)}}");
    }

    void scan() {
      while (true) {
        at = skipBlanks(at);
        Matcher closing = end.matcher(source).region(at, source.length());
        if (depth == 0 && closing.lookingAt()) {
          close(closing);
          return;
        }
        if (at >= source.length()) {
          throw TemplateException.at(line, "a tag has no end");
        }
        next();
      }
    }

    private void close(Matcher closing) {
      add(isTag ? Kind.TAG_END : Kind.OUTPUT_END, "");
      char sign = closing.group(1).isEmpty() ? ' ' : closing.group(1).charAt(0);
      if (isTag) {
        at = behind(sign, closing.end());
      } else {
        at = sign == '-' ? skipBlanks(closing.end()) : closing.end();
        isAtLineStart = source.charAt(at - 1) == '\n';
      }
    }

    private void next() {
      boolean found =
          match(Kind.FLOAT, FLOAT)
              || match(Kind.INTEGER, INTEGER)
              || match(Kind.NAME, NAME)
              || match(Kind.STRING, STRING)
              || match(Kind.OPERATOR, OPERATOR);
      if (!found) {
        throw TemplateException.at(line, "unexpected character " + source.charAt(at));
      }
    }

    private boolean match(Kind kind, Pattern pattern) {
      Matcher matcher = pattern.matcher(source).region(at, source.length());
      if (!matcher.lookingAt()) {
        return false;
      }
      String text = matcher.group();
      if (kind == Kind.OPERATOR) {
        depth += "([{".contains(text) ? 1 : ")]}".contains(text) ? -1 : 0;
      }
      add(
          kind,
          kind == Kind.STRING ? Escapes.resolved(text.substring(1, text.length() - 1)) : text);
      at = matcher.end();
      return true;
    }
  }
}
