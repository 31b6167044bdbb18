package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Slot;
import java.util.function.UnaryOperator;

/**
 * The prediction of tokens, computed for the scored rows only.
 *
 * @param transform from the chosen rows {@code [rows, width]} to what is projected
 */
public record VocabularyHead(VocabularyProjection projection, UnaryOperator<NDArray> transform) {

  /** A head that is the projection alone. */
  public static VocabularyHead linear(VocabularyProjection projection) {
    return new VocabularyHead(projection, UnaryOperator.identity());
  }

  /** BERT's: the projection of {@code norm(gelu(dense(h)))}. */
  public static VocabularyHead gelu(Slot dense, LayerNorm norm, VocabularyProjection projection) {
    return new VocabularyHead(projection, rows -> norm.ofGelu(dense.forward(rows)));
  }

  /**
   * The summed cross-entropy of {@code labels} at {@code rows} of {@code hidden [tokens, width]}.
   */
  public TokenLoss loss(NDArray hidden, int[] rows, int[] labels) {
    return projection.loss(hidden, rows, labels, transform);
  }

  /** The logits at {@code rows} of {@code hidden}, {@code [rows, vocabulary]}. */
  public NDArray logits(NDArray hidden, int[] rows) {
    return projection.logits(hidden, rows, transform);
  }

  /** What the logits at {@code rows} of {@code hidden} are computed from. */
  public VocabularyRows rows(NDArray hidden, int[] rows) {
    return projection.rows(hidden, rows, transform);
  }
}
