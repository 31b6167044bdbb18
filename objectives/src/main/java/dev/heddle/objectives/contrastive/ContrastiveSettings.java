package dev.heddle.objectives.contrastive;

import dev.heddle.configs.Alias;
import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.models.Pooling;
import dev.heddle.models.Visibility;
import java.util.Optional;

/**
 * Settings of {@link Contrastive}.
 *
 * @param symmetric whether documents look for their queries too, and the loss is the mean of both
 *     directions (CLIP); otherwise queries look for documents alone
 * @param temperature that cosines are divided by; where it is learnt, what it starts from
 * @param learnTemperature whether it is learnt as {@code exp(-s)}, never below 0.01 (CLIP)
 * @param pooling from the vectors of tokens to the vector of a text
 * @param attention who sees whom in a decoder; encoders are bidirectional
 * @param hardNegatives which queries see the hard negatives of a pair
 * @param gatherAcrossWorkers whether the texts of all workers are each other's negatives
 * @param gradcacheChunk texts that are encoded at a time with all that a backward pass needs;
 *     absent: all texts of a batch
 * @param queryPrompt what is put before every query
 * @param documentPrompt what is put before every document
 */
public record ContrastiveSettings(
    @Default("true") boolean symmetric,
    @Default("0.05") double temperature,
    @Default("false") boolean learnTemperature,
    @Default("mean") Pooling pooling,
    @Default("bidirectional") Attention attention,
    @Default("shared") HardNegatives hardNegatives,
    @Alias("gather_across_devices") @Default("true") boolean gatherAcrossWorkers,
    @Alias("mini_batch_size") Optional<Integer> gradcacheChunk,
    @Default("''") String queryPrompt,
    @Default("''") String documentPrompt) {

  /** The lowest temperature that is learnt: CLIP's bound on its inverse is 100. */
  static final double LOWEST_LEARNT = 0.01;

  /** Who sees whom in a text. */
  public enum Attention {
    BIDIRECTIONAL,
    CAUSAL;

    Visibility visibility() {
      return this == CAUSAL ? Visibility.CAUSAL : Visibility.BIDIRECTIONAL;
    }
  }

  /** Which queries see the hard negatives of a pair. */
  public enum HardNegatives {
    /** All queries of the batch. */
    SHARED,
    /** The query of the pair alone. */
    OWN
  }

  /** Checks the ranges. */
  public ContrastiveSettings {
    Checks.of(ContrastiveSettings.class)
        .positive("temperature", temperature)
        .require(
            !learnTemperature || temperature >= LOWEST_LEARNT,
            "temperature",
            temperature,
            "must be " + LOWEST_LEARNT + " or above where it is learnt")
        .require(
            gradcacheChunk.isEmpty() || gradcacheChunk.get() >= 1,
            "gradcacheChunk",
            gradcacheChunk.orElse(0),
            "must be 1 or above; leave it out to encode whole batches")
        .done();
  }
}
