package dev.heddle.data.chat.jinja;

import java.util.HashMap;
import java.util.Map;

/** Names and their values; an inner scope sees the outer one and leaves it as it is. */
final class Scope {

  private final Scope outer;
  private final Map<String, Object> values = new HashMap<>();

  private Scope(Scope outer) {
    this.outer = outer;
  }

  static Scope of(Map<String, ?> values) {
    Scope scope = new Scope(null);
    scope.values.putAll(values);
    return scope;
  }

  Scope inner() {
    return new Scope(this);
  }

  /** An inner scope that begins with some values. */
  Scope inner(Map<String, ?> values) {
    Scope inner = inner();
    inner.values.putAll(values);
    return inner;
  }

  void set(String name, Object value) {
    values.put(name, value);
  }

  Object value(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.values.containsKey(name)) {
        return scope.values.get(name);
      }
    }
    return new Undefined(name);
  }
}
