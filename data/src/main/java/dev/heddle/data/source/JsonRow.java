package dev.heddle.data.source;

import java.util.Map;

/**
 * What was asked of a JSON object.
 *
 * @param columns what was asked for besides the text, by key
 */
record JsonRow(String text, Map<String, String> columns) {

  /** The same with another text. */
  JsonRow with(String other) {
    return new JsonRow(other, columns);
  }
}
