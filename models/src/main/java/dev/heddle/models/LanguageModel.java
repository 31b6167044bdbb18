package dev.heddle.models;

import ai.djl.ndarray.NDArray;

/** A model with a head that predicts tokens from hidden states. */
public interface LanguageModel extends Model {
  /**
   * Predicts a token at some rows and scores the predictions. The vocabulary projection is computed
   * for these rows only, a bounded number at a time.
   *
   * @param hidden {@code [tokens, width]}, what the model's encoding returned
   * @param rows the rows to score, any order; none is fine
   * @param labels the right token of each
   */
  TokenLoss loss(NDArray hidden, int[] rows, int[] labels);

  /**
   * The logits of some rows, {@code [rows, vocabulary]}, fp32: for evaluation, sampling and export
   * checks.
   */
  NDArray logits(NDArray hidden, int[] rows);

  /**
   * What the logits of some rows are computed from, for losses that never hold all of them.
   *
   * @return arrays owned by the manager of {@code hidden}
   */
  VocabularyRows vocabularyRows(NDArray hidden, int[] rows);
}
