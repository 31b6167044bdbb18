package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands behind a dot or between brackets. */
final class Access {

  private Access() {}

  /** {@code value.name}: a method or attribute first, then an entry. */
  static Object attribute(Object value, String name) {
    if (value instanceof Undefined undefined) {
      throw undefined.used();
    }
    if (value instanceof Loop loop) {
      return loop.attribute(name);
    }
    if (value instanceof Namespace namespace) {
      return namespace.values().containsKey(name)
          ? namespace.values().get(name)
          : new Undefined(name);
    }
    Callable method = Methods.find(value, name);
    return method != null ? method : entry(value, name);
  }

  /** {@code value[key]}: an entry first, then a method or attribute. */
  static Object item(Object value, Object key) {
    if (value instanceof Undefined undefined) {
      throw undefined.used();
    }
    Object found = entry(value, key);
    if (found instanceof Undefined && key instanceof String name) {
      return attribute(value, name);
    }
    return found;
  }

  private static Object entry(Object value, Object key) {
    if (value instanceof Map<?, ?> map) {
      return map.containsKey(key) ? map.get(key) : new Undefined(Values.text(key));
    }
    if (key instanceof Long place && (value instanceof List || value instanceof String)) {
      List<Object> items = Values.items(value);
      long index = place < 0 ? place + items.size() : place;
      return index >= 0 && index < items.size()
          ? items.get((int) index)
          : new Undefined("element " + place);
    }
    return new Undefined(Values.text(key));
  }

  /** {@code value[start:stop:step]}; null for a bound that is not there. */
  static Object slice(Object value, Object start, Object stop, Object step) {
    if (!(value instanceof String) && !(value instanceof List)) {
      throw value instanceof Undefined undefined
          ? undefined.used()
          : new TemplateException("a %s cannot be sliced".formatted(Values.kind(value)));
    }
    List<Object> items = Values.items(value);
    List<Object> chosen =
        chosen(items, start, stop, step == null ? 1 : Values.requireInteger(step));
    return value instanceof String
        ? String.join("", chosen.stream().map(Values::requireText).toList())
        : chosen;
  }

  private static List<Object> chosen(List<Object> items, Object start, Object stop, long step) {
    if (step == 0) {
      throw new TemplateException("the step of a slice is 0");
    }
    long length = items.size();
    long lowest = step > 0 ? 0 : -1;
    long highest = step > 0 ? length : length - 1;
    long first = bound(start, step > 0 ? lowest : highest, length, lowest, highest);
    long end = bound(stop, step > 0 ? highest : lowest, length, lowest, highest);
    List<Object> chosen = new ArrayList<>();
    for (long at = first; step > 0 ? at < end : at > end; at += step) {
      chosen.add(items.get((int) at));
    }
    return chosen;
  }

  private static long bound(Object given, long standard, long length, long lowest, long highest) {
    if (given == null) {
      return standard;
    }
    long place = Values.requireInteger(given);
    return Math.max(lowest, Math.min(highest, place < 0 ? place + length : place));
  }
}
