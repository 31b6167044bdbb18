package dev.heddle.data.chat.jinja;

import java.util.List;

/**
 * What a loop or an assignment gives values to.
 *
 * @param names one, or several that share out a list
 */
record Target(List<String> names) {

  void set(Scope scope, Object value) {
    if (names.size() == 1) {
      scope.set(names.get(0), value);
      return;
    }
    List<Object> values = Values.items(value);
    if (values.size() != names.size()) {
      throw new TemplateException(
          "%d values do not fit the names %s".formatted(values.size(), names));
    }
    for (int i = 0; i < names.size(); i++) {
      scope.set(names.get(i), values.get(i));
    }
  }
}
