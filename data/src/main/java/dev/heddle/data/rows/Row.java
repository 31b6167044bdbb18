package dev.heddle.data.rows;

import java.util.Map;

/**
 * One example of a file.
 *
 * @param where names it in messages: {@code file=hdfs://…/a.jsonl line=3}
 * @param values its columns as text; numbers and truth values as JSON writes them
 */
public record Row(String where, Map<String, String> values) {

  /** Copies the values. */
  public Row {
    values = Map.copyOf(values);
  }

  /** The value of a column that was asked for. */
  public String value(String column) {
    String value = values.get(column);
    if (value == null) {
      throw new IllegalArgumentException(
          "Cannot read an example: column=%s; read were %s".formatted(column, values.keySet()));
    }
    return value;
  }
}
