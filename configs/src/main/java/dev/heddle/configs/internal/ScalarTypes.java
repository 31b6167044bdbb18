package dev.heddle.configs.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns the text of a single value into the Java type that a component asks for. */
final class ScalarTypes {
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");

  private ScalarTypes() {}

  /**
   * Parses a value.
   *
   * @param unquoted whether the text may be a number or a boolean
   */
  static Object parse(Class<?> type, String text, boolean unquoted) throws Unfit {
    if (type == String.class) {
      return text;
    }
    if (type.isEnum()) {
      return constant(type, text);
    }
    if (Types.parser(type).isPresent()) {
      return parsed(Types.parser(type).get(), text);
    }
    if (!unquoted) {
      throw new Unfit(rule(type) + " without quotes");
    }
    return type == boolean.class || type == Boolean.class ? truth(text) : number(type, text);
  }

  /** What a value of this type must be. */
  static String rule(Class<?> type) {
    if (type.isEnum()) {
      return "must be one of " + String.join(", ", names(type));
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long", "Long" -> "must be an integer";
      case "double", "Double" -> "must be a number";
      case "boolean", "Boolean" -> "must be true or false";
      case "String" -> "must be text";
      default -> "must be a single value";
    };
  }

  private static Object constant(Class<?> type, String text) throws Unfit {
    String name = YamlText.isBoolean(text) ? text.toLowerCase(Locale.ROOT) : text;
    int index = names(type).indexOf(name);
    if (index < 0) {
      throw new Unfit(rule(type), Nearest.of(text, names(type)));
    }
    return type.getEnumConstants()[index];
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> name((Enum<?>) c)).toList();
  }

  /** {@code WARMUP_STABLE_DECAY} is {@code warmup_stable_decay}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Object parsed(Method parser, String text) throws Unfit {
    try {
      Object value = parser.invoke(null, text);
      requireSameTextForm(parser, value);
      return value;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw new Unfit(refusal.getMessage());
      }
      throw new IllegalStateException("Cannot call " + parser, e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Cannot call " + parser, e);
    }
  }

  /** Resolved run files are written with toString(), so it must be what parse() understands. */
  private static void requireSameTextForm(Method parser, Object value)
      throws InvocationTargetException, IllegalAccessException {
    if (!parser.invoke(null, value.toString()).equals(value)) {
      throw new IllegalStateException(
          "Cannot bind %s: parse(toString()) is not equal to the value it came from"
              .formatted(parser.getReturnType().getName()));
    }
  }

  private static Object truth(String text) throws Unfit {
    if (!YamlText.isBoolean(text)) {
      throw new Unfit(rule(boolean.class));
    }
    return Boolean.valueOf(text);
  }

  private static Object number(Class<?> type, String text) throws Unfit {
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> (int) integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "long", "Long" -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE);
      case "double", "Double" -> finite(text);
      default -> throw new IllegalStateException("Cannot bind " + type + ": not a settings type");
    };
  }

  /** Whole numbers may be written {@code 1e6}; a fraction is refused. */
  private static long integer(String text, long least, long most) throws Unfit {
    BigDecimal number = decimal(text, rule(long.class));
    try {
      long value = number.longValueExact();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException e) {
      if (number.precision() - number.scale() <= 0 || number.stripTrailingZeros().scale() > 0) {
        throw new Unfit(rule(long.class));
      }
    }
    throw new Unfit("must be an integer from %d to %d".formatted(least, most));
  }

  private static double finite(String text) throws Unfit {
    boolean decimal = DECIMAL.matcher(text).matches();
    String rule = YamlText.isNumber(text) ? "must be a finite number" : rule(double.class);
    double value = decimal ? Double.parseDouble(text) : decimal(text, rule).doubleValue();
    if (Double.isInfinite(value)) {
      throw new Unfit(rule);
    }
    return value;
  }

  private static BigDecimal decimal(String text, String rule) throws Unfit {
    try {
      if (OCTAL.matcher(text).matches()) {
        return new BigDecimal(new BigInteger(text.substring(2), 8));
      }
      if (HEXADECIMAL.matcher(text).matches()) {
        return new BigDecimal(new BigInteger(text.substring(2), 16));
      }
      if (DECIMAL.matcher(text).matches()) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      throw new Unfit(rule);
    }
    throw new Unfit(rule);
  }
}
