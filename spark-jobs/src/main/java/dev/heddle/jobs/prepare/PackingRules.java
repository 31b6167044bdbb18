package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.Packing;
import dev.heddle.data.pack.PieceCutter;
import dev.heddle.data.tokenize.Tokenizer;
import java.io.Serializable;

/** What of the section {@code dataset} a task needs to know to pack; the section says more. */
record PackingRules(int maxSeqLength, Packing packing, int window, boolean addsSpecialTokens)
    implements Serializable {

  /** A row group is read and decoded as a whole, for a few of its packs at a time. */
  private static final int TOKENS_A_ROW_GROUP = 1 << 18;

  private static final int LEAST_PACKS = 16;
  private static final int MOST_PACKS = 4096;

  static PackingRules of(DatasetSettings dataset) {
    return new PackingRules(
        dataset.maxSeqLength(),
        dataset.packing(),
        dataset.packingWindow(),
        dataset.addSpecialTokens());
  }

  int packsPerRowGroup() {
    return Math.max(LEAST_PACKS, Math.min(MOST_PACKS, TOKENS_A_ROW_GROUP / maxSeqLength));
  }

  /**
   * What cuts a document into sequences.
   *
   * @throws IllegalArgumentException if the tokenizer's special tokens leave no room
   */
  PieceCutter cutter(Tokenizer tokenizer) {
    int[] none = {};
    return addsSpecialTokens
        ? new PieceCutter(maxSeqLength, tokenizer.prefixIds(), tokenizer.suffixIds())
        : new PieceCutter(maxSeqLength, none, none);
  }

  Packer packer() {
    return Packer.of(packing, maxSeqLength, window);
  }
}
