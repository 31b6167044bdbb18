package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
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
  /** Logits that exist at the same time: 64 MiB of them. */
  private static final long CHUNK_ELEMENTS = 1L << 24;

  /**
   * The summed cross-entropy of {@code labels} at {@code rows} of {@code hidden [tokens, width]}.
   */
  TokenLoss loss(NDArray hidden, int[] rows, int[] labels) {
    if (rows.length != labels.length) {
      throw new IllegalArgumentException(
          "Cannot score predictions: rows=%d; must be as many as labels, %d"
              .formatted(rows.length, labels.length));
    }
    NDManager outer = hidden.getManager();
    try (Scope inner = Scope.within(hidden)) {
      NDArray x = transformed(inner, hidden, rows);
      NDArray wanted = inner.longs(labels, labels.length);
      NDArray[] result =
          kernels.callAll("vocabulary_loss", x, values(), wanted, chunk(), precision.scalarType());
      result[0].attach(outer);
      result[1].attach(outer);
      return new TokenLoss(result[0], result[1]);
    }
  }

  /** The logits at {@code rows} of {@code hidden}, {@code [rows, vocabulary]}. */
  NDArray logits(NDArray hidden, int[] rows) {
    NDManager outer = hidden.getManager();
    try (Scope inner = Scope.within(hidden)) {
      NDArray x = transformed(inner, hidden, rows);
      NDArray logits = kernels.call("vocabulary_logits", x, values(), precision.scalarType());
      logits.attach(outer);
      return logits;
    }
  }

  private NDArray transformed(Scope inner, NDArray hidden, int[] rows) {
    NDArray chosen = kernels.call("select_rows", inner.longs(rows, rows.length), hidden);
    return norm.ofGelu(dense.forward(chosen));
  }

  private List<NDArray> values() {
    return decoder.stream().map(Parameter::value).toList();
  }

  private long chunk() {
    return Math.max(1, CHUNK_ELEMENTS / decoder.get(0).shape().get(0));
  }
}
