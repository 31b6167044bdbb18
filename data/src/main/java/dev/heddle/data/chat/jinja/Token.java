package dev.heddle.data.chat.jinja;

/**
 * A piece of a template.
 *
 * @param text the text between tags, a name, an operator, a number as written, or a string's
 *     content
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {

  /** What a piece is. */
  enum Kind {
    DATA,
    TAG_BEGIN,
    TAG_END,
    OUTPUT_BEGIN,
    OUTPUT_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
