package dev.heddle.data.shard;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One sample: sequences laid end to end.
 *
 * @param index the sample's number in its split, from 0; stable for a given set of shards
 * @param inputIds token ids, {@code [tokens]}
 * @param sequenceLengths tokens of each sequence in order, all above 0; their sum is {@code
 *     inputIds.length}
 * @param columns what else the form of its example gives it, by name; each with one number, or
 *     several side by side, for each token or sequence as its {@link SampleColumn} says
 */
@SuppressWarnings(
    "ArrayRecordComponent") // millions of them: no wrappers, and nobody writes to them
public record PackedSample(
    long index, int[] inputIds, int[] sequenceLengths, Map<String, int[]> columns) {

  /** Copies the map, not the arrays. */
  public PackedSample {
    columns = Map.copyOf(columns);
  }

  /** A sample of nothing but tokens. */
  public PackedSample(long index, int[] inputIds, int[] sequenceLengths) {
    this(index, inputIds, sequenceLengths, Map.of());
  }

  /**
   * The numbers of a column.
   *
   * @throws IllegalArgumentException if the sample has no such column
   */
  public int[] column(String name) {
    int[] values = columns.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "Cannot use sample: column=%s; it has %s; prepare the corpus again for this objective"
              .formatted(name, columns.keySet().stream().sorted().toList()));
    }
    return values;
  }

  /** The same sample with more columns. */
  public PackedSample with(Map<String, int[]> more) {
    Map<String, int[]> all = new HashMap<>(columns);
    all.putAll(more);
    return new PackedSample(index, inputIds, sequenceLengths, all);
  }

  /** Equal contents are equal samples. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PackedSample sample
        && index == sample.index
        && Arrays.equals(inputIds, sample.inputIds)
        && Arrays.equals(sequenceLengths, sample.sequenceLengths)
        && columns.keySet().equals(sample.columns.keySet())
        && columns.keySet().stream()
            .allMatch(name -> Arrays.equals(columns.get(name), sample.columns.get(name)));
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(index) + Arrays.hashCode(inputIds);
  }

  @Override
  public String toString() {
    return "pack %d: %d tokens, sequences %s, columns %s"
        .formatted(
            index,
            inputIds.length,
            Arrays.toString(sequenceLengths),
            columns.keySet().stream().sorted().toList());
  }
}
