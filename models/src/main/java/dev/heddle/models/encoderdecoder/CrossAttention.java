package dev.heddle.models.encoderdecoder;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Projection;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.List;
import java.util.function.Function;

/**
 * Attention of every target token to all of its source. Keys and values depend on the source alone,
 * so that whoever writes a target token by token computes them once.
 */
public final class CrossAttention extends Layer {
  private final Site site;
  private final AttentionForm form;
  private final Slot query;
  private final LinearGroup keyValue;
  private final Slot output;
  private final Dropout dropout;

  /**
   * An attention layer.
   *
   * @param linear makes the projection of a name
   */
  public CrossAttention(Site site, AttentionForm form, Function<String, Projection> linear) {
    this.site = site;
    this.form = form;
    Slot key = slot(form.key(), linear.apply(form.key()));
    Slot value = slot(form.value(), linear.apply(form.value()));
    this.query = slot(form.query(), linear.apply(form.query()));
    this.keyValue = new LinearGroup(site, List.of(key, value));
    this.output = slot(form.output(), linear.apply(form.output()));
    this.dropout = Dropout.at(site, "dropout", form.dropout());
  }

  /** {@code x [target tokens, width]} to {@code [target tokens, heads · head width]}. */
  public NDArray queries(NDArray x) {
    return query.forward(x);
  }

  /**
   * {@code memory [source tokens, width]} to keys and values side by side, {@code [source tokens, 2
   * · heads · head width]}.
   *
   * @param scope owns the result
   */
  public NDArray keysValues(NDArray memory, Scope scope) {
    return scope.adopt(keyValue.forward(memory));
  }

  /** What each query finds in its source: {@code [target tokens, heads · head width]}. */
  public NDArray attend(NDArray queries, NDArray keysValues, PairedRuns runs) {
    Dropout.Mask mask = dropout.mask();
    return site.kernels()
        .call(
            "cross_attention",
            queries,
            keysValues,
            runs.counts(),
            runs.targetLengths(),
            runs.sourceLengths(),
            form.heads(),
            form.scale(),
            mask.keys(),
            mask.salt(),
            mask.probability());
  }

  /** {@code [target tokens, heads · head width]} to {@code [target tokens, width]}. */
  public NDArray output(NDArray mixed) {
    return output.forward(mixed);
  }

  /**
   * All of it, for whole targets: {@code x [target tokens, width]} to the same shape.
   *
   * @param scope owns what is computed from the memory
   */
  public NDArray forward(NDArray x, NDArray memory, PairedRuns runs, Scope scope) {
    NDArray read =
        runs.cached()
            .map(sources -> sources.nextLayer(() -> keyValue.forward(memory)))
            .orElseGet(() -> keysValues(memory, scope));
    return output(attend(queries(x), read, runs));
  }
}
