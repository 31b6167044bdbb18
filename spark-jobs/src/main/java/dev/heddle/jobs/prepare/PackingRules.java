package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.Packing;
import dev.heddle.data.pack.PieceCutter;
import dev.heddle.data.tokenize.Tokenizer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * What of the section {@code dataset} a task needs to know to pack; the section says more.
 *
 * @param numbered the classes of a corpus with labels, else null
 */
record PackingRules(
    int maxSeqLength,
    Packing packing,
    int window,
    boolean addsSpecialTokens,
    boolean addsEndOfSequence,
    NumberedLabels numbered)
    implements Serializable {

  /** A row group is read and decoded as a whole, for a few of its packs at a time. */
  private static final int TOKENS_A_ROW_GROUP = 1 << 18;

  private static final int[] NONE = {};
  private static final int LEAST_PACKS = 16;
  private static final int MOST_PACKS = 4096;

  static PackingRules of(DatasetSettings dataset, Optional<NumberedLabels> labels) {
    return new PackingRules(
        dataset.maxSeqLength(),
        dataset.packing(),
        dataset.packingWindow(),
        dataset.addSpecialTokens(),
        dataset.addEosToken(),
        labels.orElse(null));
  }

  /** The classes of a corpus with labels. */
  Optional<NumberedLabels> labels() {
    return Optional.ofNullable(numbered);
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
    int length = packing.longestSequence(maxSeqLength);
    return addsSpecialTokens
        ? new PieceCutter(length, tokenizer.prefixIds(), tokenizer.suffixIds())
        : new PieceCutter(length, NONE, NONE);
  }

  /**
   * A document's ids before they are cut: with the end of sequence behind them where the settings
   * want it and the template does not bring it.
   *
   * @throws IllegalArgumentException if the tokenizer has no end of sequence
   */
  int[] document(int[] ids, Tokenizer tokenizer) {
    if (!addsEndOfSequence) {
      return ids;
    }
    int eos =
        tokenizer
            .special()
            .eos()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot prepare: dataset.add_eos_token=true; the tokenizer has no eos_token; name one in its tokenizer_config.json, or leave the key out"));
    int[] suffix = addsSpecialTokens ? tokenizer.suffixIds() : NONE;
    if (suffix.length > 0 && suffix[suffix.length - 1] == eos) {
      return ids;
    }
    int[] ended = Arrays.copyOf(ids, ids.length + 1);
    ended[ids.length] = eos;
    return ended;
  }

  Packer packer() {
    return Packer.of(packing, maxSeqLength, window);
  }
}
