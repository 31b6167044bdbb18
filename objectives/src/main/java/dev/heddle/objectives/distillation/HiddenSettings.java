package dev.heddle.objectives.distillation;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;

/**
 * The term that draws the student's last hidden states to the teacher's.
 *
 * @param weight of the term beside the loss of the predictions; 0 leaves it out, 1 is TinyBERT's
 */
public record HiddenSettings(@Default("0") double weight) {

  /** Checks the range. */
  public HiddenSettings {
    Checks.of(HiddenSettings.class).notNegative("weight", weight).done();
  }
}
