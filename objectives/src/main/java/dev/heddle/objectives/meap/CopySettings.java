package dev.heddle.objectives.meap;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;

/**
 * The section {@code objective.meap} of fine-tuning.
 *
 * @param ratio share of an answer's tokens that its masked copy hides; 0 makes no copies
 * @param longerThan answers with more tokens than this get a copy
 */
public record CopySettings(@Default("0.1") double ratio, @Default("50") int longerThan) {

  /** Checks the ranges. */
  public CopySettings {
    Checks.of(CopySettings.class)
        .require(ratio >= 0 && ratio < 1, "ratio", ratio, "must be from 0 to below 1")
        .require(longerThan >= 0, "longerThan", longerThan, "must be 0 or above")
        .done();
  }
}
