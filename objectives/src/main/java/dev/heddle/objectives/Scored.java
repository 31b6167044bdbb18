package dev.heddle.objectives;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.TokenLoss;

/**
 * Hidden states of a batch, and what their model is asked.
 *
 * @param hidden {@code [tokens, width]}, fp32
 * @param rows of {@code hidden} that predict a token
 * @param labels the right token of each
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step, never compared
public record Scored(NDArray hidden, int[] rows, int[] labels) {

  /** The summed cross-entropy under the head of the model that encoded. */
  public TokenLoss loss(LanguageModel model) {
    return model.loss(hidden, rows, labels);
  }

  /** How many tokens are asked for. */
  public int count() {
    return rows.length;
  }
}
