package dev.heddle.data.chat.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What Python says of a value: whether it is true, how it is written, what it holds. */
final class Values {

  private Values() {}

  static boolean isTrue(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Collection<?> items) {
      return !items.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    return value != null && !(value instanceof Undefined);
  }

  /** As {@code str(value)} and so as an output writes it. */
  static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    return value instanceof Undefined ? "" : written(value);
  }

  /** As {@code repr(value)}. */
  static String written(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Double number) {
      return decimal(number);
    }
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof List<?> items) {
      return items.stream().map(Values::written).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> written(entry.getKey()) + ": " + written(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Long) {
      return value.toString();
    }
    if (value instanceof Undefined) {
      return "Undefined";
    }
    throw new TemplateException("a %s cannot be written".formatted(kind(value)));
  }

  /** A float as Python writes it: plain from 1e-4 to below 1e16, else with an exponent. */
  static String decimal(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (size == 0 || (size >= 1e-4 && size < 1e16)) {
      String plain = new BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String[] parts = Double.toString(value).split("E", 2);
    int exponent = Integer.parseInt(parts[1]);
    String mantissa =
        parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String quoted(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder quoted = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> quoted.append(point == quote ? "\\" : "").appendCodePoint(point);
              }
            });
    return quoted.append(quote).toString();
  }

  /** What a loop runs over: items, keys of a map, characters of a text, nothing if undefined. */
  static List<Object> items(Object value) {
    if (value instanceof Collection<?> items) {
      return new ArrayList<>(items);
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof String text) {
      return text.codePoints().mapToObj(Character::toString).collect(Collectors.toList());
    }
    if (value instanceof Undefined) {
      return List.of();
    }
    throw new TemplateException("a %s cannot be looped over".formatted(kind(value)));
  }

  static long length(Object value) {
    return value instanceof String text
        ? text.codePointCount(0, text.length())
        : items(value).size();
  }

  /** Equality as in Python, where 1, 1.0 and true are one. */
  static boolean areEqual(Object left, Object right) {
    if (isNumber(left) && isNumber(right)) {
      return number(left) == number(right);
    }
    if (left instanceof List<?> one && right instanceof List<?> other) {
      return one.size() == other.size()
          && java.util.stream.IntStream.range(0, one.size())
              .allMatch(i -> areEqual(one.get(i), other.get(i)));
    }
    return Objects.equals(left, right);
  }

  /** Order of two numbers, two texts or two lists. */
  static int compare(Object left, Object right) {
    if (isNumber(left) && isNumber(right)) {
      return Double.compare(number(left), number(right));
    }
    if (left instanceof String one && right instanceof String other) {
      return compareTexts(one, other);
    }
    if (left instanceof List<?> one && right instanceof List<?> other) {
      for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
        if (!areEqual(one.get(i), other.get(i))) {
          return compare(one.get(i), other.get(i));
        }
      }
      return Integer.compare(one.size(), other.size());
    }
    throw new TemplateException("a %s and a %s have no order".formatted(kind(left), kind(right)));
  }

  /** By code points, as Python orders texts. */
  private static int compareTexts(String one, String other) {
    return java.util.Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
  }

  static boolean isNumber(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  static double number(Object value) {
    return value instanceof Boolean truth ? (truth ? 1 : 0) : requireNumber(value).doubleValue();
  }

  private static Number requireNumber(Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw wrongKind("number", value);
  }

  static String requireText(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrongKind("string", value);
  }

  static long requireInteger(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    throw wrongKind("integer", value);
  }

  private static TemplateException wrongKind(String wanted, Object value) {
    return value instanceof Undefined undefined
        ? undefined.used()
        : new TemplateException("a %s stands where a %s must".formatted(kind(value), wanted));
  }

  /** What a value is called in messages. */
  static String kind(Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof Undefined undefined) {
      return "undefined (%s)".formatted(undefined.name());
    }
    if (value instanceof Map) {
      return "mapping";
    }
    if (value instanceof List) {
      return "list";
    }
    return switch (value.getClass().getSimpleName()) {
      case "Long" -> "integer";
      case "Double" -> "float";
      case "Boolean", "String", "Loop", "Namespace" ->
          value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
      default -> "function";
    };
  }
}
