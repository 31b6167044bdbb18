package dev.heddle.models.layers.attention;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.models.layers.Site;
import java.util.Locale;
import java.util.Optional;

/**
 * Rotary positions under the names of {@code rope_parameters} in Hugging Face's configs. What a
 * type does not use is absent.
 *
 * @param ropeTheta the wave length of the slowest pair, over {@code 2π}
 * @param factor how many times longer texts may be than the original length
 * @param originalMaxPositionEmbeddings the original length, for {@code llama3} and {@code yarn};
 *     without it {@code max_position_embeddings} is the original length
 */
public record RotarySettings(
    @Default("default") RotaryType ropeType,
    @Default("10000") double ropeTheta,
    Optional<Double> factor,
    Optional<Integer> originalMaxPositionEmbeddings,
    Optional<Double> lowFreqFactor,
    Optional<Double> highFreqFactor,
    Optional<Double> attentionFactor,
    Optional<Double> betaFast,
    Optional<Double> betaSlow,
    Optional<Double> mscale,
    Optional<Double> mscaleAllDim,
    Optional<Boolean> truncate) {

  /** Checks that the type has what it needs. */
  public RotarySettings {
    Checks checks =
        Checks.of(RotarySettings.class)
            .positive("ropeTheta", ropeTheta)
            .require(
                factor.isPresent() || ropeType == RotaryType.DEFAULT || ropeType == RotaryType.YARN,
                "factor",
                "absent",
                "rope_type %s needs it".formatted(name(ropeType)))
            .require(
                factor.isEmpty() || factor.get() >= 1,
                "factor",
                shown(factor),
                "must be at least 1");
    if (ropeType == RotaryType.LLAMA3) {
      checks.require(
          lowFreqFactor.isPresent() && highFreqFactor.isPresent(),
          "lowFreqFactor",
          shown(lowFreqFactor),
          "rope_type llama3 needs it and high_freq_factor");
      checks.require(
          lowFreqFactor.orElse(0.0) < highFreqFactor.orElse(1.0),
          "highFreqFactor",
          shown(highFreqFactor),
          "must be above low_freq_factor");
    }
    checks.done();
  }

  private static String name(RotaryType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static String shown(Optional<Double> value) {
    return value.map(String::valueOf).orElse("absent");
  }

  /** Positions that are not stretched. */
  public static RotarySettings unscaled(double theta) {
    return new RotarySettings(
        RotaryType.DEFAULT,
        theta,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The rotary positions of a model.
   *
   * @param site of the model, whose owner keeps the frequencies
   * @param longest {@code max_position_embeddings}
   */
  public Rotary create(Site site, int headWidth, int longest) {
    return ropeType.create(site, this, headWidth, longest);
  }

  /** How long a sequence may be, {@code longest} being {@code max_position_embeddings}. */
  public int reach(int longest) {
    return ropeType.reach(this, longest);
  }

  double requiredFactor() {
    return factor.orElseThrow();
  }

  int original(int longest) {
    return originalMaxPositionEmbeddings.orElse(longest);
  }

  /** Configs give either the stretched length or the original one as the longest. */
  int stretched(int longest) {
    return Math.max(longest, (int) (factor.orElse(1.0) * original(longest)));
  }
}
