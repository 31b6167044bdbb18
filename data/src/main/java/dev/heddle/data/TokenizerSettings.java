package dev.heddle.data;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.util.Optional;

/**
 * The section {@code tokenizer} of a run file: which tokenizer makes the ids.
 *
 * @param path a {@code tokenizer.json} or the folder that holds one, on any Hadoop file system;
 *     absent: a byte-level BPE is trained on the training side of the corpus, by the keys that
 *     follow
 * @param vocabSize tokens of a trained vocabulary, special tokens and the 256 bytes included; fewer
 *     come out of a corpus too small for them
 * @param minFrequency a pair of tokens is merged if it occurs this often
 * @param maxTrainingWords distinct words that training looks at; of more, the rarest are left out,
 *     which bounds the driver's memory (about 300 bytes a word)
 */
public record TokenizerSettings(
    Optional<String> path,
    @Default("32000") int vocabSize,
    @Default("2") int minFrequency,
    @Default("2000000") int maxTrainingWords) {

  /** The 256 bytes, five special tokens, and something to merge. */
  private static final int SMALLEST_VOCABULARY = 262;

  /** Checks the ranges. */
  public TokenizerSettings {
    Checks.of(TokenizerSettings.class)
        .require(
            path.isEmpty() || !path.get().isBlank(),
            "path",
            '"' + path.orElse("") + '"',
            "must not be blank")
        .inRange("vocabSize", vocabSize, SMALLEST_VOCABULARY, 1 << 24)
        .inRange("minFrequency", minFrequency, 1, Integer.MAX_VALUE)
        .inRange("maxTrainingWords", maxTrainingWords, 1000, 100_000_000)
        .done();
  }

  /** The same with a tokenizer that is there, unless these settings name one. */
  public TokenizerSettings orAt(String place) {
    return path.isPresent()
        ? this
        : new TokenizerSettings(Optional.of(place), vocabSize, minFrequency, maxTrainingWords);
  }
}
