package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call is given.
 *
 * @param positional in order, may hold null
 * @param named by name, may hold null
 */
record Arguments(List<Object> positional, Map<String, Object> named) {

  static final Arguments NONE = new Arguments(List.of(), Map.of());

  /** The same with a value in front, which is how filters and tests are called. */
  Arguments after(Object first) {
    List<Object> all = new ArrayList<>();
    all.add(first);
    all.addAll(positional);
    return new Arguments(Collections.unmodifiableList(all), named);
  }

  /** The arguments from a place on. */
  Arguments from(int place) {
    return new Arguments(positional.subList(Math.min(place, count()), count()), named);
  }

  int count() {
    return positional.size();
  }

  boolean has(int place, String name) {
    return place < count() || named.containsKey(name);
  }

  /** An argument that must be there, by place or name. */
  Object required(int place, String name) {
    if (!has(place, name)) {
      throw new TemplateException("argument %d (%s) is missing".formatted(place + 1, name));
    }
    return place < count() ? positional.get(place) : named.get(name);
  }

  Object orElse(int place, String name, Object standard) {
    return has(place, name) ? required(place, name) : standard;
  }

  /** A text, if it is there and not none. */
  Optional<String> text(int place, String name) {
    return Optional.ofNullable(orElse(place, name, null)).map(Values::requireText);
  }

  long number(int place, String name, long standard) {
    Object value = orElse(place, name, null);
    return value == null ? standard : Values.requireInteger(value);
  }
}
