package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;

/**
 * A bidirectional encoder with a head that predicts tokens. No dropout: results depend on input and
 * parameters alone.
 */
public interface MaskedLanguageModel extends Model {
  /**
   * Encodes every token in the light of its own sequence.
   *
   * @param scope owns the result and everything computed from it
   * @return {@code [tokens, width]}, fp32, rows in the order of {@code tokens}
   * @throws IllegalArgumentException when a sequence is longer than {@link #maximumLength} or an id
   *     is outside the vocabulary
   */
  NDArray encode(PackedTokens tokens, Scope scope);

  /**
   * Predicts the tokens of some rows and scores the predictions. The vocabulary projection is
   * computed for these rows only, a bounded number at a time.
   *
   * @param hidden what {@link #encode} returned
   * @param rows the rows to score, any order; none is fine
   * @param labels the right token of each
   */
  MaskedLoss maskedLoss(NDArray hidden, int[] rows, int[] labels);

  /**
   * The logits of some rows, {@code [rows, vocabulary]}, fp32: for evaluation and export checks.
   */
  NDArray logits(NDArray hidden, int[] rows);
}
