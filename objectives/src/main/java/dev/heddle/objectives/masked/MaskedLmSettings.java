package dev.heddle.objectives.masked;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.util.Optional;

/**
 * Settings of {@link MaskedLm}; names of keys as in Hugging Face's collator where it has them.
 *
 * @param mlmProbability share of the tokens that the model is asked about, at the start of the run;
 *     0.15 for BERT, 0.3 in the recipes of ModernBERT
 * @param mlmProbabilitySchedule how the share changes over the run
 * @param evalMlmProbability the share in evaluation, the same at every step so that losses compare
 * @param maskReplaceProb of the selected tokens, the share that becomes the mask token
 * @param randomReplaceProb of the selected tokens, the share that becomes a random token; the rest
 *     stays as it is
 * @param selection how tokens are chosen
 * @param maxPredictionsPerSeq selected tokens of a pack at most, for {@code exact_count} and {@code
 *     whole_word}
 * @param masks whether each pass over the data draws anew
 */
public record MaskedLmSettings(
    @Default("0.15") double mlmProbability,
    RatioSchedule mlmProbabilitySchedule,
    @Default("0.15") double evalMlmProbability,
    @Default("0.8") double maskReplaceProb,
    @Default("0.1") double randomReplaceProb,
    @Default("independent") SelectionKind selection,
    Optional<Integer> maxPredictionsPerSeq,
    @Default("dynamic") Masks masks) {

  private static final String RATIO = "must be above 0 and at most 1";

  /** How tokens are chosen. */
  public enum SelectionKind {
    /** Each on its own. */
    INDEPENDENT,
    /** A fixed number of tokens a pack. */
    EXACT_COUNT,
    /** Whole words up to a fixed number of tokens a pack. */
    WHOLE_WORD
  }

  /** Whether each pass over the data draws anew. */
  public enum Masks {
    /** Every epoch draws anew (RoBERTa). */
    DYNAMIC,
    /** Ten sets of masks, used in turn (the first BERT). */
    STATIC
  }

  public MaskedLmSettings {
    Checks.of(MaskedLmSettings.class)
        .require(isRatio(mlmProbability), "mlmProbability", mlmProbability, RATIO)
        .require(isRatio(evalMlmProbability), "evalMlmProbability", evalMlmProbability, RATIO)
        .inRange("maskReplaceProb", maskReplaceProb, 0, 1)
        .require(
            randomReplaceProb >= 0 && maskReplaceProb + randomReplaceProb <= 1 + 1e-9,
            "randomReplaceProb",
            randomReplaceProb,
            "must be 0 or above, and at most 1 together with mask_replace_prob")
        .require(
            maxPredictionsPerSeq.orElse(1) >= 1,
            "maxPredictionsPerSeq",
            maxPredictionsPerSeq.orElse(1),
            "must be at least 1")
        .require(
            maxPredictionsPerSeq.isEmpty() || selection != SelectionKind.INDEPENDENT,
            "maxPredictionsPerSeq",
            maxPredictionsPerSeq.orElse(1),
            "must be absent unless selection is exact_count or whole_word")
        .done();
  }

  /** What a run file without any of the keys says. */
  public static MaskedLmSettings standard() {
    return new MaskedLmSettings(
        0.15,
        RatioSchedule.CONSTANT,
        0.15,
        0.8,
        0.1,
        SelectionKind.INDEPENDENT,
        Optional.empty(),
        Masks.DYNAMIC);
  }

  /** How selected tokens are replaced. */
  ReplacementSplit split() {
    return new ReplacementSplit(maskReplaceProb, randomReplaceProb);
  }

  private static boolean isRatio(double value) {
    return value > 0 && value <= 1;
  }
}
