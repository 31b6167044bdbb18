package dev.heddle.trainer.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies maps for records whose readers expect the order in which the entries were put in. */
final class InOrder {

  private InOrder() {}

  /** An unmodifiable copy in the same order; a map that is missing becomes an empty one. */
  static <V> Map<String, V> copy(Map<String, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
