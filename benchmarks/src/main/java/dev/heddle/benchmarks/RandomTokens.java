package dev.heddle.benchmarks;

import dev.heddle.models.PackedTokens;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The sequences that {@code peers/model_pass.py} makes as well. */
final class RandomTokens {
  private static final int RESERVED = 10;

  private RandomTokens() {}

  /** Sequences of these lengths: id {@code (7919 i + 13) mod (vocabulary - 10) + 5} for token i. */
  static PackedTokens of(int[] lengths, int vocabulary) {
    int limit = vocabulary - RESERVED;
    int[] ids =
        IntStream.range(0, Arrays.stream(lengths).sum())
            .map(i -> (int) ((7919L * i + 13) % limit) + 5)
            .toArray();
    return new PackedTokens(ids, lengths);
  }

  /** Every row that another token of the same sequence follows. */
  static int[] rowsWithSuccessor(int[] lengths) {
    int[] ends = lengths.clone();
    Arrays.parallelPrefix(ends, Integer::sum);
    return IntStream.range(0, ends[ends.length - 1])
        .filter(row -> Arrays.binarySearch(ends, row + 1) < 0)
        .toArray();
  }
}
