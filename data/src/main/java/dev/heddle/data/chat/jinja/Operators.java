package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What operators give for two values, as in Python. */
final class Operators {

  private Operators() {}

  static Object arithmetic(String operator, Object left, Object right) {
    if (left instanceof Undefined undefined) {
      throw undefined.used();
    }
    if (right instanceof Undefined undefined) {
      throw undefined.used();
    }
    if (Values.isNumber(left) && Values.isNumber(right)) {
      return left instanceof Double || right instanceof Double || operator.equals("/")
          ? decimals(operator, Values.number(left), Values.number(right))
          : integers(operator, Values.requireInteger(left), Values.requireInteger(right));
    }
    if (operator.equals("+") && left instanceof String one && right instanceof String other) {
      return one + other;
    }
    if (operator.equals("+") && left instanceof List<?> one && right instanceof List<?> other) {
      List<Object> both = new ArrayList<>(one);
      both.addAll(other);
      return both;
    }
    if (operator.equals("*") && left instanceof String text && right instanceof Long times) {
      return text.repeat(Math.toIntExact(Math.max(0, times)));
    }
    throw new TemplateException(
        "%s of a %s and a %s is not known"
            .formatted(operator, Values.kind(left), Values.kind(right)));
  }

  private static Object integers(String operator, long left, long right) {
    if (right == 0 && (operator.equals("//") || operator.equals("%"))) {
      throw new TemplateException("division by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "//" -> Math.floorDiv(left, right);
      case "%" -> Math.floorMod(left, right);
      case "**" -> power(left, right);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static Object power(long base, long exponent) {
    double power = Math.pow((double) base, (double) exponent);
    return exponent < 0 ? (Object) power : (Object) (long) power;
  }

  private static Object decimals(String operator, double left, double right) {
    if (right == 0 && "//%".contains(operator)) {
      throw new TemplateException("division by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      case "//" -> Math.floor(left / right);
      case "%" -> left - right * Math.floor(left / right);
      case "**" -> Math.pow(left, right);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  static boolean comparison(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> Values.areEqual(left, right);
      case "!=" -> !Values.areEqual(left, right);
      case "<" -> Values.compare(left, right) < 0;
      case "<=" -> Values.compare(left, right) <= 0;
      case ">" -> Values.compare(left, right) > 0;
      case ">=" -> Values.compare(left, right) >= 0;
      case "in" -> contains(right, left);
      case "not in" -> !contains(right, left);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  static boolean contains(Object whole, Object part) {
    if (whole instanceof String text) {
      return text.contains(Values.requireText(part));
    }
    if (whole instanceof Map<?, ?> map) {
      return part != null && map.containsKey(part);
    }
    return Values.items(whole).stream().anyMatch(item -> Values.areEqual(item, part));
  }

  static Object negated(Object value) {
    return value instanceof Double number
        ? (Object) (-number)
        : (Object) (-Values.requireInteger(value));
  }
}
