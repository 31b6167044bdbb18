package dev.heddle.objectives.nexttoken;

import dev.heddle.data.shard.PackedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where one sequence lies in a sample.
 *
 * @param start its first token
 * @param length its tokens
 */
public record SequenceSpan(int start, int length) {

  /** The sequences of a sample, in order. */
  public static List<SequenceSpan> of(PackedSample sample) {
    List<SequenceSpan> spans = new ArrayList<>();
    int start = 0;
    for (int length : sample.sequenceLengths()) {
      spans.add(new SequenceSpan(start, length));
      start += length;
    }
    return spans;
  }

  /** The sequence's part of something that the sample has a number a token of; a copy. */
  public int[] of(int[] perToken) {
    return Arrays.copyOfRange(perToken, start, start + length);
  }
}
