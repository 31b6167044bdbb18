package dev.heddle.models.generation;

import dev.heddle.models.PackedTokens;
import java.util.Arrays;

/** One token of each of several sequences. */
final class Single {
  private Single() {}

  /** Sequences of one token. */
  static PackedTokens each(int[] tokens) {
    int[] ones = new int[tokens.length];
    Arrays.fill(ones, 1);
    return new PackedTokens(tokens, ones);
  }

  /** The row of each sequence's last token. */
  static int[] lastRows(PackedTokens tokens) {
    int[] rows = tokens.starts();
    for (int i = 0; i < rows.length; i++) {
      rows[i] += tokens.lengths()[i] - 1;
    }
    return rows;
  }
}
