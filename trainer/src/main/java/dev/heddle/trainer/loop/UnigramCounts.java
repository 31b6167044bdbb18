package dev.heddle.trainer.loop;

import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.trainer.collectives.Collectives;
import java.util.Arrays;

/**
 * How often each token occurs, special ones left out. The entropy of these frequencies is the loss
 * of the best guess that ignores all context: what a model must beat to have learnt anything.
 */
final class UnigramCounts {

  private final TokenizerInfo tokenizer;
  private long[] counts;

  UnigramCounts(TokenizerInfo tokenizer) {
    this.tokenizer = tokenizer;
    this.counts = new long[tokenizer.vocabularySize()];
  }

  void add(int[] ids) {
    for (int id : ids) {
      if (!tokenizer.isSpecial(id)) {
        counts[id]++;
      }
    }
  }

  /** Adds what the other workers have counted. */
  void exchange(Collectives collectives) {
    counts = collectives.sum(counts);
  }

  /** {@code −Σ p ln p}, in nats; 0 without tokens. */
  double entropy() {
    double total = Arrays.stream(counts).sum();
    return Arrays.stream(counts)
        .filter(count -> count > 0)
        .mapToDouble(count -> count / total)
        .map(share -> -share * Math.log(share))
        .sum();
  }
}
