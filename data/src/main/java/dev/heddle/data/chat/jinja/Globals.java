package dev.heddle.data.chat.jinja;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions that every template may call. */
final class Globals {

  private static final long LONGEST_RANGE = 100_000;

  /** Python's letters for parts of a date, and Java's. */
  private static final Map<Character, String> DATE_PARTS =
      Map.ofEntries(
          Map.entry('d', "dd"),
          Map.entry('m', "MM"),
          Map.entry('Y', "uuuu"),
          Map.entry('y', "uu"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('p', "a"),
          Map.entry('j', "DDD"));

  private Globals() {}

  /** By name. */
  static Map<String, Object> of(Clock clock) {
    return Map.of(
        "namespace", (Callable) arguments -> new Namespace(mapping(arguments)),
        "dict", (Callable) Globals::mapping,
        "range", (Callable) Globals::range,
        "raise_exception", (Callable) Globals::refuse,
        "strftime_now", (Callable) arguments -> now(arguments, clock));
  }

  private static Map<String, Object> mapping(Arguments arguments) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Object given : arguments.positional()) {
      for (Object pair : Sequences.pairs(given)) {
        List<Object> entry = Values.items(pair);
        values.put(Values.requireText(entry.get(0)), entry.get(1));
      }
    }
    values.putAll(arguments.named());
    return values;
  }

  private static Object range(Arguments arguments) {
    boolean hasStart = arguments.count() > 1;
    long start = hasStart ? arguments.number(0, "start", 0) : 0;
    long stop = Values.requireInteger(arguments.required(hasStart ? 1 : 0, "stop"));
    long step = arguments.number(2, "step", 1);
    if (step == 0) {
      throw new TemplateException("the step of a range is 0");
    }
    List<Object> numbers = new ArrayList<>();
    for (long next = start; step > 0 ? next < stop : next > stop; next += step) {
      numbers.add(next);
      if (numbers.size() > LONGEST_RANGE) {
        throw new TemplateException("a range has more than %d numbers".formatted(LONGEST_RANGE));
      }
    }
    return numbers;
  }

  private static Object refuse(Arguments arguments) {
    throw new TemplateException(
        "the template refuses the conversation: " + Values.text(arguments.required(0, "message")));
  }

  private static String now(Arguments arguments, Clock clock) {
    String format = Values.requireText(arguments.required(0, "format"));
    ZonedDateTime now = ZonedDateTime.now(clock);
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char next = format.charAt(i);
      boolean isPart = next == '%' && i + 1 < format.length();
      written.append(isPart ? part(format.charAt(++i), now) : String.valueOf(next));
    }
    return written.toString();
  }

  private static String part(char letter, ZonedDateTime now) {
    if (letter == '%') {
      return "%";
    }
    String pattern = DATE_PARTS.get(letter);
    if (pattern == null) {
      throw new TemplateException("%%%s of strftime_now is not computed".formatted(letter));
    }
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(now);
  }
}
