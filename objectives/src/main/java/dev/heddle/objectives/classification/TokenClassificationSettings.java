package dev.heddle.objectives.classification;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;

/**
 * How words are put into classes.
 *
 * @param labelSmoothingFactor the share of each target that is spread over all classes while
 *     training (Szegedy et al. 2016); evaluation has none
 */
public record TokenClassificationSettings(@Default("0.0") double labelSmoothingFactor) {

  /** Checks the range. */
  public TokenClassificationSettings {
    Checks.of(TokenClassificationSettings.class)
        .require(
            labelSmoothingFactor >= 0 && labelSmoothingFactor < 1,
            "labelSmoothingFactor",
            labelSmoothingFactor,
            "must be a share from 0 to below 1")
        .done();
  }
}
