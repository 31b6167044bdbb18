package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The last step of every prediction of tokens, {@code x Eᵀ + b}, and its losses. Computed for
 * chosen rows only, and in the loss a bounded number of rows at a time.
 *
 * @param table {@code E}, {@code [vocabulary, width]}, then the bias {@code [vocabulary]} if there
 *     is one
 * @param cap what logits are bent to as {@code cap · tanh(logit / cap)}; 0 leaves them straight
 */
public record VocabularyProjection(
    TensorEngine engine, Precision precision, List<Parameter> table, double cap) {
  /** Logits that exist at the same time: 128 MiB of them. */
  private static final long CHUNK_ELEMENTS = 1L << 25;

  private static final double UNCAPPED = 0;

  /** A projection whose logits stay straight, built at {@code site}. */
  public static VocabularyProjection straight(Site site, List<Parameter> table) {
    return capped(site, UNCAPPED, table);
  }

  /** A projection built at {@code site}; {@code cap} as above. */
  public static VocabularyProjection capped(Site site, double cap, List<Parameter> table) {
    return new VocabularyProjection(site.engine(), site.precision(), table, cap);
  }

  /**
   * The summed cross-entropy of {@code labels} at {@code rows} of {@code hidden [tokens, width]}.
   *
   * @param transform what happens to the chosen rows before the projection
   */
  public TokenLoss loss(
      NDArray hidden, int[] rows, int[] labels, UnaryOperator<NDArray> transform) {
    if (rows.length != labels.length) {
      throw new IllegalArgumentException(
          "Cannot score predictions: rows=%d; must be as many as labels, %d"
              .formatted(rows.length, labels.length));
    }
    NDManager outer = hidden.getManager();
    try (Scope inner = Scope.within(hidden)) {
      NDArray x = transform.apply(chosen(inner, hidden, rows));
      TokenLoss loss = loss(x, inner.longs(labels, labels.length));
      loss.sum().attach(outer);
      loss.correct().attach(outer);
      return loss;
    }
  }

  private TokenLoss loss(NDArray x, NDArray labels) {
    boolean recorded = engine.autograd().isRecording();
    List<NDArray> weights = values();
    NDArray[] found =
        engine
            .kernels()
            .callAll(
                "vocabulary_loss",
                x,
                weights,
                labels,
                cap,
                chunk(),
                precision.scalarType(),
                recorded);
    if (!recorded) {
      return new TokenLoss(found[0], found[1]);
    }
    List<NDArray> inputs = Stream.concat(weights.stream(), Stream.of(x)).toList();
    List<NDArray> derivatives = List.of(found).subList(2, found.length);
    return new TokenLoss(
        engine.autograd().withDerivatives(found[0], inputs, derivatives), found[1]);
  }

  /**
   * The logits at {@code rows} of {@code hidden}, {@code [rows, vocabulary]}, fp32.
   *
   * @param transform what happens to the chosen rows before the projection
   */
  public NDArray logits(NDArray hidden, int[] rows, UnaryOperator<NDArray> transform) {
    NDManager outer = hidden.getManager();
    try (Scope inner = Scope.within(hidden)) {
      NDArray x = transform.apply(chosen(inner, hidden, rows));
      NDArray logits =
          engine.kernels().call("vocabulary_logits", x, values(), cap, precision.scalarType());
      logits.attach(outer);
      return logits;
    }
  }

  /**
   * What the logits at {@code rows} of {@code hidden} are computed from.
   *
   * @param transform what happens to the chosen rows before the projection
   */
  public VocabularyRows rows(NDArray hidden, int[] rows, UnaryOperator<NDArray> transform) {
    NDManager outer = hidden.getManager();
    try (Scope inner = Scope.within(hidden)) {
      NDArray x = transform.apply(chosen(inner, hidden, rows));
      x.attach(outer);
      return new VocabularyRows(x, values(), cap, precision);
    }
  }

  private NDArray chosen(Scope inner, NDArray hidden, int[] rows) {
    return engine.kernels().call("select_rows", inner.longs(rows, rows.length), hidden);
  }

  private List<NDArray> values() {
    return table.stream().map(Parameter::value).toList();
  }

  private long chunk() {
    return Math.max(1, CHUNK_ELEMENTS / table.get(0).shape().get(0));
  }
}
