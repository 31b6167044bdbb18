package dev.heddle.data.source;

import java.io.Serializable;
import java.util.List;

/**
 * What is read of a JSON line or of a row of a Parquet file.
 *
 * @param text the field that holds the text; null where a text is put together from the others
 * @param required what else every row must have: plain values
 * @param optional what else is read of the rows that have it; nested values are given as JSON
 */
public record RowFields(String text, List<String> required, FieldChoice optional)
    implements Serializable {

  private static final FieldChoice NOTHING = name -> false;

  /** Copies the list. */
  public RowFields {
    required = List.copyOf(required);
  }

  /** A text, and values that every row must have. */
  public static RowFields text(String text, List<String> required) {
    return new RowFields(text, required, NOTHING);
  }

  /** Fields out of which a text is put together. */
  public static RowFields anyOf(FieldChoice optional) {
    return new RowFields(null, List.of(), optional);
  }

  /** Whether a field holds the text. */
  boolean hasText() {
    return text != null;
  }
}
