package dev.heddle.objectives.meap;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;

/**
 * The section {@code objective.meap} of pretraining.
 *
 * @param ratio share of the input tokens that are hidden; 0 hides none
 * @param sharedPositions whether all sequences of one length have the same places hidden in a step,
 *     as in the authors' released code; by default each draws its own
 */
public record MeapSettings(
    @Default("0.15") double ratio, @Default("false") boolean sharedPositions) {

  /** Checks the range. */
  public MeapSettings {
    Checks.of(MeapSettings.class)
        .require(ratio >= 0 && ratio < 1, "ratio", ratio, "must be from 0 to below 1")
        .done();
  }
}
