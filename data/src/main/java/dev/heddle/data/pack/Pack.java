package dev.heddle.data.pack;

import dev.heddle.data.shard.PackedSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Sequences that share one training sample; attention stays inside each.
 *
 * @param sequences at least one, all with the same columns; pieces of one document lie in the
 *     document's order
 */
public record Pack(List<Sequence> sequences) {

  /** Copies the list, not the arrays. */
  public Pack {
    sequences = List.copyOf(sequences);
  }

  /** Tokens in all sequences. */
  public int tokens() {
    return sequences.stream().mapToInt(Sequence::length).sum();
  }

  /** The pack laid end to end, as it is stored. */
  public PackedSample sample(long index) {
    int[] lengths = sequences.stream().mapToInt(Sequence::length).toArray();
    return new PackedSample(index, joined(Sequence::ids), lengths, columns());
  }

  private Map<String, int[]> columns() {
    Map<String, int[]> columns = new HashMap<>();
    for (String name : sequences.get(0).columns().keySet()) {
      columns.put(name, joined(sequence -> sequence.columns().get(name)));
    }
    return columns;
  }

  private int[] joined(Function<Sequence, int[]> part) {
    int[] joined = new int[sequences.stream().map(part).mapToInt(values -> values.length).sum()];
    int end = 0;
    for (Sequence sequence : sequences) {
      int[] values = part.apply(sequence);
      System.arraycopy(values, 0, joined, end, values.length);
      end += values.length;
    }
    return joined;
  }
}
