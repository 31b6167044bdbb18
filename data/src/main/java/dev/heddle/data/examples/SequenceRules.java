package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.tokenize.Tokenizer;
import java.io.Serializable;

/**
 * What stands around the ids of a text; the keys of the same names under {@code dataset.} say more.
 */
record SequenceRules(int maxSeqLength, boolean addSpecialTokens, boolean addEosToken)
    implements Serializable {

  private static final int[] NONE = {};

  static SequenceRules of(DatasetSettings dataset) {
    return of(dataset, dataset.maxSeqLength());
  }

  static SequenceRules of(DatasetSettings dataset, int maxSeqLength) {
    return new SequenceRules(maxSeqLength, dataset.addSpecialTokens(), dataset.addEosToken());
  }

  /** What stands before every sequence. */
  int[] prefix(Tokenizer tokenizer) {
    return addSpecialTokens ? tokenizer.prefixIds() : NONE;
  }

  /** What stands behind every sequence. */
  int[] suffix(Tokenizer tokenizer) {
    return addSpecialTokens ? tokenizer.suffixIds() : NONE;
  }

  /**
   * What stands behind a whole text, before {@link #suffix}: the end of sequence where the settings
   * want it and the template does not bring it.
   *
   * @throws IllegalArgumentException if the tokenizer has no end of sequence
   */
  int[] ending(Tokenizer tokenizer) {
    if (!addEosToken) {
      return NONE;
    }
    int eos =
        tokenizer
            .special()
            .eos()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot prepare: dataset.add_eos_token=true; the tokenizer has no eos_token; name one in its tokenizer_config.json, or leave the key out"));
    int[] suffix = suffix(tokenizer);
    boolean isThere = suffix.length > 0 && suffix[suffix.length - 1] == eos;
    return isThere ? NONE : new int[] {eos};
  }
}
