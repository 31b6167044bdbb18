package dev.heddle.data.shard;

import java.util.Arrays;

/**
 * One pack: sequences laid end to end, at most {@code max_seq_length} tokens in all.
 *
 * @param index the pack's number in its split, from 0; stable for a given set of shards
 * @param inputIds token ids, {@code [tokens]}
 * @param sequenceLengths tokens of each sequence in order, all above 0; their sum is {@code
 *     inputIds.length}
 * @param labels the class of each sequence; empty for text without labels
 * @param pairStarts where the second text of each sequence starts, counted from the sequence's own
 *     start; its length where there is one text only; empty for text without labels
 */
@SuppressWarnings(
    "ArrayRecordComponent") // millions of them: no wrappers, and nobody writes to them
public record PackedSample(
    long index, int[] inputIds, int[] sequenceLengths, int[] labels, int[] pairStarts) {

  private static final int[] NONE = {};

  /** A pack of text without labels. */
  public PackedSample(long index, int[] inputIds, int[] sequenceLengths) {
    this(index, inputIds, sequenceLengths, NONE, NONE);
  }

  /** Equal contents are equal samples. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PackedSample sample
        && index == sample.index
        && Arrays.equals(inputIds, sample.inputIds)
        && Arrays.equals(sequenceLengths, sample.sequenceLengths)
        && Arrays.equals(labels, sample.labels)
        && Arrays.equals(pairStarts, sample.pairStarts);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(index) + Arrays.hashCode(inputIds);
  }

  @Override
  public String toString() {
    return "pack %d: %d tokens, sequences %s"
        .formatted(index, inputIds.length, Arrays.toString(sequenceLengths));
  }
}
