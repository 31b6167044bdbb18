package dev.heddle.data.pack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a packer puts into packs as a whole.
 *
 * @param ids token ids
 * @param columns numbers for each token, by the name of their column: one, or several side by side
 */
@SuppressWarnings("ArrayRecordComponent") // one a document: no wrappers, and never compared
public record Sequence(int[] ids, Map<String, int[]> columns) {

  /** Copies the map, not the arrays. */
  public Sequence {
    columns = Map.copyOf(columns);
  }

  /** Tokens and nothing besides. */
  public Sequence(int... ids) {
    this(ids, Map.of());
  }

  /** Number of tokens. */
  public int length() {
    return ids.length;
  }

  /** The tokens from {@code start} to before {@code end}, and the numbers that are theirs. */
  Sequence part(int start, int end) {
    Map<String, int[]> parts = new HashMap<>();
    columns.forEach(
        (name, values) -> {
          int width = values.length / ids.length;
          parts.put(name, Arrays.copyOfRange(values, start * width, end * width));
        });
    return new Sequence(Arrays.copyOfRange(ids, start, end), parts);
  }
}
