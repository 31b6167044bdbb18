package dev.heddle.data.pack;

import dev.heddle.data.shard.PackedSample;
import java.util.List;

/**
 * Sequences that share one training sample; attention stays inside each.
 *
 * @param sequences token ids; pieces of one document lie in the document's order
 */
public record Pack(List<int[]> sequences) {

  /** Copies the list, not the arrays. */
  public Pack {
    sequences = List.copyOf(sequences);
  }

  /** Tokens in all sequences. */
  public int tokens() {
    int tokens = 0;
    for (int[] sequence : sequences) {
      tokens += sequence.length;
    }
    return tokens;
  }

  /** The pack laid end to end, as it is stored. */
  public PackedSample sample(long index) {
    int[] inputIds = new int[tokens()];
    int[] lengths = new int[sequences.size()];
    int end = 0;
    for (int i = 0; i < lengths.length; i++) {
      int[] sequence = sequences.get(i);
      System.arraycopy(sequence, 0, inputIds, end, sequence.length);
      lengths[i] = sequence.length;
      end += sequence.length;
    }
    return new PackedSample(index, inputIds, lengths);
  }
}
