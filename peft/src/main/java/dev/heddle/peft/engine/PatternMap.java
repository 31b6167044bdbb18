package dev.heddle.peft.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values of modules that differ from the others': the first key that is a regular expression for
 * the end of a module's path, from the path's start or a dot on, gives the module's value.
 *
 * @param values by expression, in order
 */
public record PatternMap<V>(Map<String, V> values) {
  public PatternMap {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of a module. */
  public V of(String path, V usual) {
    return values.entrySet().stream()
        .filter(entry -> path.matches("(.*\\.)?(" + entry.getKey() + ")"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(usual);
  }
}
