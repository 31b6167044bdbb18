package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Precision;
import java.util.List;

/**
 * Rows that are ready for the projection on a vocabulary: {@code logits = x Eᵀ + b}, bent to {@code
 * cap · tanh(logits / cap)} where there is a cap.
 *
 * @param x {@code [rows, width]}, after whatever the head does before it projects
 * @param table {@code E}, {@code [vocabulary, width]}, then the bias {@code [vocabulary]} if there
 *     is one; the model's own arrays
 * @param cap 0 leaves logits straight
 * @param precision that the projection is computed in
 */
public record VocabularyRows(NDArray x, List<NDArray> table, double cap, Precision precision) {

  /** Copies the list. */
  public VocabularyRows {
    table = List.copyOf(table);
  }

  /** How many tokens there are logits of. */
  public long vocabulary() {
    return table.get(0).getShape().get(0);
  }
}
