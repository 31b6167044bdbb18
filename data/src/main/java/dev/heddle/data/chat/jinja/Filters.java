package dev.heddle.data.chat.jinja;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The filters by name; the filtered value is the first argument. */
final class Filters {

  private static final Map<String, Callable> BY_NAME =
      Map.ofEntries(
          Map.entry("abs", arguments -> absolute(value(arguments))),
          Map.entry("capitalize", arguments -> TextMethods.capitalized(text(arguments))),
          Map.entry("count", arguments -> Values.length(value(arguments))),
          Map.entry("d", Filters::orDefault),
          Map.entry("default", Filters::orDefault),
          Map.entry("dictsort", arguments -> Sequences.sortedPairs(value(arguments))),
          Map.entry("e", arguments -> escaped(text(arguments))),
          Map.entry("escape", arguments -> escaped(text(arguments))),
          Map.entry("first", arguments -> Sequences.first(value(arguments))),
          Map.entry("float", Filters::decimal),
          Map.entry("indent", Filters::indented),
          Map.entry("int", Filters::integer),
          Map.entry("items", arguments -> pairs(value(arguments))),
          Map.entry("join", Sequences::joined),
          Map.entry("last", arguments -> Sequences.last(value(arguments))),
          Map.entry("length", arguments -> Values.length(value(arguments))),
          Map.entry("list", arguments -> Sequences.copy(Values.items(value(arguments)))),
          Map.entry("lower", arguments -> text(arguments).toLowerCase(Locale.ROOT)),
          Map.entry("map", Sequences::mapped),
          Map.entry("reject", Sequences::rejected),
          Map.entry("rejectattr", Sequences::rejectedByAttribute),
          Map.entry(
              "replace", arguments -> TextMethods.replaced(text(arguments), arguments.from(1))),
          Map.entry("reverse", arguments -> Sequences.reversed(value(arguments))),
          Map.entry("safe", arguments -> text(arguments)),
          Map.entry("select", Sequences::selected),
          Map.entry("selectattr", Sequences::selectedByAttribute),
          Map.entry("sort", Sequences::sorted),
          Map.entry("string", arguments -> text(arguments)),
          Map.entry("sum", Sequences::sum),
          Map.entry("tojson", arguments -> Json.of(arguments)),
          Map.entry(
              "trim",
              arguments ->
                  TextMethods.stripped(text(arguments), arguments.text(1, "chars"), true, true)),
          Map.entry("unique", arguments -> Sequences.unique(value(arguments))),
          Map.entry("upper", arguments -> text(arguments).toUpperCase(Locale.ROOT)));

  private Filters() {}

  /** The filter of a name. */
  static Callable find(String name) {
    return Optional.ofNullable(BY_NAME.get(name))
        .orElseThrow(
            () ->
                new TemplateException(
                    "the filter %s is not computed; there are %s".formatted(name, names())));
  }

  private static String names() {
    return BY_NAME.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static Object value(Arguments arguments) {
    return arguments.required(0, "value");
  }

  private static String text(Arguments arguments) {
    return Values.text(value(arguments));
  }

  private static Object orDefault(Arguments arguments) {
    Object value = value(arguments);
    boolean replacesFalse = Values.isTrue(arguments.orElse(2, "boolean", false));
    boolean isMissing = value instanceof Undefined || (replacesFalse && !Values.isTrue(value));
    return isMissing ? arguments.orElse(1, "default_value", "") : value;
  }

  private static Object pairs(Object value) {
    return value instanceof Undefined ? java.util.List.of() : Sequences.pairs(value);
  }

  private static Object absolute(Object value) {
    return value instanceof Double number
        ? (Object) Math.abs(number)
        : (Object) Math.abs(Values.requireInteger(value));
  }

  private static Object integer(Arguments arguments) {
    Object value = value(arguments);
    if (Values.isNumber(value)) {
      return (long) Values.number(value);
    }
    try {
      return value instanceof String text
          ? (Object) (long) Double.parseDouble(text.strip())
          : arguments.orElse(1, "default", 0L);
    } catch (NumberFormatException noNumber) {
      return arguments.orElse(1, "default", 0L);
    }
  }

  private static Object decimal(Arguments arguments) {
    Object value = value(arguments);
    if (Values.isNumber(value)) {
      return Values.number(value);
    }
    try {
      return value instanceof String text
          ? (Object) Double.parseDouble(text.strip())
          : arguments.orElse(1, "default", 0.0);
    } catch (NumberFormatException noNumber) {
      return arguments.orElse(1, "default", 0.0);
    }
  }

  private static String indented(Arguments arguments) {
    Object width = arguments.orElse(1, "width", 4L);
    String space =
        width instanceof String given ? given : " ".repeat((int) Values.requireInteger(width));
    boolean isFirstIndented = Values.isTrue(arguments.orElse(2, "first", false));
    boolean areBlankIndented = Values.isTrue(arguments.orElse(3, "blank", false));
    String[] lines = text(arguments).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean isIndented = i == 0 ? isFirstIndented : areBlankIndented || !lines[i].isEmpty();
      lines[i] = isIndented ? space + lines[i] : lines[i];
    }
    return String.join("\n", lines);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }
}
