package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The filters of sequences. */
final class Sequences {

  private Sequences() {}

  static List<Object> copy(Collection<?> items) {
    return new ArrayList<>(items);
  }

  /** The entries of a mapping, each a list of key and value. */
  static List<Object> pairs(Object map) {
    if (!(map instanceof Map<?, ?> entries)) {
      throw new TemplateException("a %s has no items".formatted(Values.kind(map)));
    }
    List<Object> pairs = new ArrayList<>();
    entries.forEach((key, value) -> pairs.add(java.util.Arrays.asList(key, value)));
    return pairs;
  }

  static Object first(Object value) {
    List<Object> items = Values.items(value);
    return items.isEmpty() ? new Undefined("first of nothing") : items.get(0);
  }

  static Object last(Object value) {
    List<Object> items = Values.items(value);
    return items.isEmpty() ? new Undefined("last of nothing") : items.get(items.size() - 1);
  }

  static Object reversed(Object value) {
    List<Object> items = Values.items(value);
    java.util.Collections.reverse(items);
    return value instanceof String
        ? String.join("", items.stream().map(Values::requireText).toList())
        : items;
  }

  static String joined(Arguments arguments) {
    Object attribute = arguments.orElse(2, "attribute", null);
    String between = Values.text(arguments.orElse(1, "d", ""));
    return String.join(
        between,
        Values.items(arguments.required(0, "value")).stream()
            .map(item -> attribute == null ? item : path(item, attribute))
            .map(Values::text)
            .toList());
  }

  /** {@code map(attribute='x')} or {@code map('filter', …)}. */
  static List<Object> mapped(Arguments arguments) {
    Object attribute = arguments.named().get("attribute");
    UnaryOperator<Object> change =
        attribute != null
            ? item -> orDefault(path(item, attribute), arguments.named().get("default"))
            : filter(arguments);
    List<Object> mapped = Values.items(arguments.required(0, "value"));
    mapped = copy(mapped);
    mapped.replaceAll(change);
    return mapped;
  }

  private static UnaryOperator<Object> filter(Arguments arguments) {
    String name = Values.requireText(arguments.required(1, "filter"));
    Callable filter = Filters.find(name);
    Arguments more = arguments.from(2);
    return item -> filter.call(more.after(item));
  }

  private static Object orDefault(Object value, Object standard) {
    return value instanceof Undefined && standard != null ? standard : value;
  }

  /** {@code select('test', …)}: items that pass, or that are true. */
  static List<Object> selected(Arguments arguments) {
    return kept(arguments, test(arguments, 1));
  }

  /** {@code reject('test', …)}: the others. */
  static List<Object> rejected(Arguments arguments) {
    return kept(arguments, test(arguments, 1).negate());
  }

  /** {@code selectattr('name', 'test', …)}. */
  static List<Object> selectedByAttribute(Arguments arguments) {
    return kept(arguments, byAttribute(arguments));
  }

  /** {@code rejectattr('name', 'test', …)}. */
  static List<Object> rejectedByAttribute(Arguments arguments) {
    return kept(arguments, byAttribute(arguments).negate());
  }

  private static Predicate<Object> byAttribute(Arguments arguments) {
    Object attribute = arguments.required(1, "attribute");
    Predicate<Object> test = test(arguments, 2);
    return item -> test.test(path(item, attribute));
  }

  private static Predicate<Object> test(Arguments arguments, int place) {
    if (arguments.count() <= place) {
      return Values::isTrue;
    }
    Callable test = Predicates.find(Values.requireText(arguments.positional().get(place)));
    Arguments more = arguments.from(place + 1);
    return item -> Values.isTrue(test.call(more.after(item)));
  }

  private static List<Object> kept(Arguments arguments, Predicate<Object> isKept) {
    List<Object> kept = new ArrayList<>();
    Values.items(arguments.required(0, "value")).stream().filter(isKept).forEach(kept::add);
    return kept;
  }

  static List<Object> sorted(Arguments arguments) {
    Object attribute = arguments.orElse(3, "attribute", null);
    boolean isCaseSensitive = Values.isTrue(arguments.orElse(2, "case_sensitive", false));
    Comparator<Object> order =
        (one, other) ->
            Values.compare(
                key(one, attribute, isCaseSensitive), key(other, attribute, isCaseSensitive));
    boolean isReversed = Values.isTrue(arguments.orElse(1, "reverse", false));
    List<Object> sorted = copy(Values.items(arguments.required(0, "value")));
    sorted.sort(isReversed ? order.reversed() : order);
    return sorted;
  }

  private static Object key(Object item, Object attribute, boolean isCaseSensitive) {
    Object key = attribute == null ? item : path(item, attribute);
    return key instanceof String text && !isCaseSensitive
        ? text.toLowerCase(java.util.Locale.ROOT)
        : key;
  }

  static List<Object> unique(Object value) {
    List<Object> unique = new ArrayList<>();
    for (Object item : Values.items(value)) {
      Object key = key(item, null, false);
      if (unique.stream().noneMatch(seen -> Values.areEqual(key(seen, null, false), key))) {
        unique.add(item);
      }
    }
    return unique;
  }

  static List<Object> sortedPairs(Object map) {
    List<Object> pairs = pairs(map);
    pairs.sort(
        (one, other) ->
            Values.compare(
                key(((List<?>) one).get(0), null, false),
                key(((List<?>) other).get(0), null, false)));
    return pairs;
  }

  static Object sum(Arguments arguments) {
    Object attribute = arguments.orElse(1, "attribute", null);
    Object sum = arguments.orElse(2, "start", 0L);
    for (Object item : Values.items(arguments.required(0, "value"))) {
      sum = Operators.arithmetic("+", sum, attribute == null ? item : path(item, attribute));
    }
    return sum;
  }

  /** An attribute by its name, through dots. */
  private static Object path(Object item, Object attribute) {
    if (attribute instanceof Long) {
      return Access.item(item, attribute);
    }
    Object found = item;
    for (String name : Splits.parts(Values.requireText(attribute), ".", -1)) {
      found = Access.item(found, name);
    }
    return found;
  }
}
