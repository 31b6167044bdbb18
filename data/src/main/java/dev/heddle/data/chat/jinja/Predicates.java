package dev.heddle.data.chat.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The tests behind {@code is}, by name. */
final class Predicates {

  private static final Map<String, Callable> BY_NAME =
      Map.ofEntries(
          entry("defined", value -> !(value instanceof Undefined)),
          entry("undefined", Undefined.class::isInstance),
          entry("none", value -> value == null),
          entry("string", String.class::isInstance),
          entry("mapping", Map.class::isInstance),
          entry("iterable", Predicates::isIterable),
          entry("sequence", value -> isIterable(value) && !(value instanceof Undefined)),
          entry("number", Values::isNumber),
          entry("integer", Long.class::isInstance),
          entry("float", Double.class::isInstance),
          entry("boolean", Boolean.class::isInstance),
          entry("true", Boolean.TRUE::equals),
          entry("false", Boolean.FALSE::equals),
          entry("callable", Callable.class::isInstance),
          entry("odd", value -> Math.floorMod(Values.requireInteger(value), 2) == 1),
          entry("even", value -> Math.floorMod(Values.requireInteger(value), 2) == 0),
          entry("lower", value -> isCase(value, Values.text(value).toLowerCase(Locale.ROOT))),
          entry("upper", value -> isCase(value, Values.text(value).toUpperCase(Locale.ROOT))),
          entry("divisibleby", (value, by) -> isDivisible(value, by)),
          entry("sameas", (value, other) -> value == other || isSameScalar(value, other)),
          comparison("in", "in"),
          comparison("eq", "=="),
          comparison("equalto", "=="),
          comparison("==", "=="),
          comparison("ne", "!="),
          comparison("!=", "!="),
          comparison("lt", "<"),
          comparison("lessthan", "<"),
          comparison("<", "<"),
          comparison("le", "<="),
          comparison("<=", "<="),
          comparison("gt", ">"),
          comparison("greaterthan", ">"),
          comparison(">", ">"),
          comparison("ge", ">="),
          comparison(">=", ">="));

  private Predicates() {}

  /** The test of a name; the tested value is the first argument. */
  static Callable find(String name) {
    return Optional.ofNullable(BY_NAME.get(name))
        .orElseThrow(
            () ->
                new TemplateException(
                    "the test %s is not computed; there are %s"
                        .formatted(
                            name,
                            BY_NAME.keySet().stream().sorted().collect(Collectors.joining(", ")))));
  }

  private static Map.Entry<String, Callable> entry(String name, Predicate<Object> test) {
    return Map.entry(name, arguments -> test.test(arguments.required(0, "value")));
  }

  private static Map.Entry<String, Callable> entry(String name, BiPredicate<Object, Object> test) {
    return Map.entry(
        name,
        arguments -> test.test(arguments.required(0, "value"), arguments.required(1, "other")));
  }

  private static Map.Entry<String, Callable> comparison(String name, String operator) {
    return entry(name, (value, other) -> Operators.comparison(operator, value, other));
  }

  private static boolean isIterable(Object value) {
    return value instanceof List
        || value instanceof Map
        || value instanceof String
        || value instanceof Undefined;
  }

  private static boolean isCase(Object value, String changed) {
    String text = Values.text(value);
    return text.equals(changed) && text.codePoints().anyMatch(Character::isLetter);
  }

  private static boolean isDivisible(Object value, Object by) {
    return Math.floorMod(Values.requireInteger(value), Values.requireInteger(by)) == 0;
  }

  private static boolean isSameScalar(Object value, Object other) {
    boolean isScalar = value instanceof Boolean || value instanceof Long || value instanceof String;
    return isScalar && value.equals(other);
  }
}
