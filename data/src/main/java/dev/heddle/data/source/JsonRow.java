package dev.heddle.data.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was asked of a JSON object.
 *
 * @param text empty where no field holds it
 * @param columns what was asked for besides the text, by key
 */
record JsonRow(String text, Map<String, String> columns) {

  /** The same with every text mended; empty if one of them is to be left out. */
  Optional<JsonRow> repaired(Function<String, Optional<String>> repair) {
    Optional<String> mended = repair.apply(text);
    Map<String, String> others = new HashMap<>();
    for (Map.Entry<String, String> column : columns.entrySet()) {
      repair.apply(column.getValue()).ifPresent(value -> others.put(column.getKey(), value));
    }
    boolean isWhole = mended.isPresent() && others.size() == columns.size();
    return isWhole ? Optional.of(new JsonRow(mended.get(), others)) : Optional.empty();
  }
}
