package dev.heddle.configs.internal;

import dev.heddle.configs.internal.Entry.Scalar;
import dev.heddle.configs.internal.Entry.Section;
import dev.heddle.configs.internal.Entry.Sequence;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How values are written in YAML 1.2 (core schema), and shown in messages. */
final class YamlText {
  private static final int SHOWN_LENGTH = 60;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  /** Safe without quotes wherever a value may stand; narrower than YAML's own rule. */
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{Nd}_/.]([\\p{L}\\p{Nd}_/.+@=:~ -]*[\\p{L}\\p{Nd}_/.+@=~-])?");

  private YamlText() {}

  static boolean isNull(String text) {
    return NULLS.contains(text);
  }

  static boolean isBoolean(String text) {
    return BOOLEAN.matcher(text).matches();
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** Text that stays text for every reader of YAML. */
  static String text(String text) {
    boolean otherType = isBoolean(text) || isNumber(text);
    return otherType ? quoted(text) : word(text);
  }

  /** A value whose Java type decides how it is read: quoted only where it must be. */
  static String word(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !text.contains(": ") && !isNull(text);
    return plain && !text.matches("[.]+") ? text : quoted(text);
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> appendEscaped(quoted, point));
    return quoted.append('"').toString();
  }

  private static void appendEscaped(StringBuilder to, int point) {
    switch (point) {
      case '"' -> to.append("\\\"");
      case '\\' -> to.append("\\\\");
      case '\n' -> to.append("\\n");
      case '\t' -> to.append("\\t");
      default -> appendPrintable(to, point);
    }
  }

  private static void appendPrintable(StringBuilder to, int point) {
    boolean ascii = point >= ' ' && point <= '~';
    if (ascii || Character.isLetterOrDigit(point)) {
      to.appendCodePoint(point);
    } else {
      to.append(point > 0xffff ? "\\U%08x".formatted(point) : "\\u%04x".formatted(point));
    }
  }

  /** A value as it was written, secrets masked, cut to what fits a message. */
  static String shown(String key, Entry entry) {
    String whole = whole(key, entry);
    return whole.length() <= SHOWN_LENGTH ? whole : whole.substring(0, SHOWN_LENGTH - 1) + "…";
  }

  private static String whole(String key, Entry entry) {
    if (Secrets.isSecret(key)) {
      return Secrets.MASK;
    }
    if (entry instanceof Scalar scalar) {
      return scalar.plain() ? scalar.text() : quoted(scalar.text());
    }
    if (entry instanceof Sequence sequence) {
      return sequence.items().stream()
          .map(item -> whole(key, item))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((Section) entry)
        .entries().entrySet().stream()
            .map(
                inner ->
                    inner.getKey() + ": " + whole(key + "." + inner.getKey(), inner.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
