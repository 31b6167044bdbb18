package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Slot;
import java.util.List;

/**
 * BERT's prediction of tokens: {@code norm(gelu(dense(h))) Eᵀ + b}, {@code E} being the embedding
 * table. Everything is computed for the scored rows only.
 *
 * @param decoder the table {@code [vocabulary, width]}, then the bias {@code [vocabulary]} if there
 *     is one
 */
public record VocabularyHead(
    Kernels kernels, Precision precision, Slot dense, LayerNorm norm, List<Parameter> decoder) {
  /**
   * The summed cross-entropy of {@code labels} at {@code rows} of {@code hidden [tokens, width]}.
   */
  public TokenLoss loss(NDArray hidden, int[] rows, int[] labels) {
    return projection().loss(hidden, rows, labels, this::transformed);
  }

  /** The logits at {@code rows} of {@code hidden}, {@code [rows, vocabulary]}. */
  public NDArray logits(NDArray hidden, int[] rows) {
    return projection().logits(hidden, rows, this::transformed);
  }

  /** What the logits at {@code rows} of {@code hidden} are computed from. */
  public VocabularyRows rows(NDArray hidden, int[] rows) {
    return projection().rows(hidden, rows, this::transformed);
  }

  private NDArray transformed(NDArray chosen) {
    return norm.ofGelu(dense.forward(chosen));
  }

  private VocabularyProjection projection() {
    return new VocabularyProjection(kernels, precision, decoder, 0);
  }
}
