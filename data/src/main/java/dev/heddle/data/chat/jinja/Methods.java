package dev.heddle.data.chat.jinja;

import java.util.List;
import java.util.Map;

/** The methods of texts, mappings and lists that leave them as they are. */
final class Methods {

  private Methods() {}

  /** A method of a value, null if it has none of this name. */
  static Callable find(Object value, String name) {
    if (value instanceof String text) {
      return TextMethods.find(text, name);
    }
    if (value instanceof Map<?, ?> map) {
      return ofMapping(map, name);
    }
    return value instanceof List<?> items ? ofList(items, name) : null;
  }

  private static Callable ofMapping(Map<?, ?> map, String name) {
    return switch (name) {
      case "items" -> arguments -> Sequences.pairs(map);
      case "keys" -> arguments -> Values.items(map);
      case "values" -> arguments -> Sequences.copy(map.values());
      case "get" ->
          arguments -> {
            Object key = arguments.required(0, "key");
            return map.containsKey(key) ? map.get(key) : arguments.orElse(1, "default", null);
          };
      case "update", "pop", "popitem", "setdefault", "clear" -> refuse(name);
      default -> null;
    };
  }

  private static Callable ofList(List<?> items, String name) {
    return switch (name) {
      case "index" -> arguments -> index(items, arguments.required(0, "value"));
      case "count" ->
          arguments ->
              items.stream()
                  .filter(item -> Values.areEqual(item, arguments.required(0, "value")))
                  .count();
      case "append", "extend", "insert", "pop", "remove", "reverse", "sort", "clear" ->
          refuse(name);
      default -> null;
    };
  }

  private static Object index(List<?> items, Object value) {
    for (int i = 0; i < items.size(); i++) {
      if (Values.areEqual(items.get(i), value)) {
        return (long) i;
      }
    }
    throw new TemplateException("%s is not in the list".formatted(Values.written(value)));
  }

  private static Callable refuse(String name) {
    return arguments -> {
      throw new TemplateException(name + "() would change a value; templates may not");
    };
  }
}
