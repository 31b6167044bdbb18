package dev.heddle.data.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a call as they are written. */
record ArgumentList(List<Expression> positional, Map<String, Expression> named) {

  static final ArgumentList NONE = new ArgumentList(List.of(), Map.of());

  Arguments values(Scope scope) {
    List<Object> values = new ArrayList<>();
    positional.forEach(argument -> values.add(argument.value(scope)));
    Map<String, Object> byName = new LinkedHashMap<>();
    named.forEach((name, argument) -> byName.put(name, argument.value(scope)));
    return new Arguments(Collections.unmodifiableList(values), Collections.unmodifiableMap(byName));
  }
}
