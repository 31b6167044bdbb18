package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.CachedTokens;
import java.util.Arrays;
import java.util.List;

/**
 * A bias for every head and every distance of two tokens, which all layers of a stack share (Raffel
 * et al. 2020, section 2.1).
 *
 * @param table {@code [buckets, heads]}
 * @param farthest from where on all distances share a bucket, in tokens
 */
record RelativeBias(TensorEngine engine, Embedding table, int farthest, Sight sight) {

  /**
   * The biases of a batch by distance: for each run {@code [heads, 2 · length - 1]}, minus infinity
   * where nothing is seen. Ready to be read by several segments. For tokens that go on sequences of
   * a cache, one array {@code [sequences, heads, 1, longest]}.
   *
   * @param scope owns the result
   */
  List<NDArray> of(AttentionPass pass, Scope scope) {
    return pass.cached()
        .filter(CachedTokens::goOn)
        .map(cached -> List.of(scope.adopt(remembered(cached))))
        .orElseGet(() -> ofRuns(pass.tokens(), scope));
  }

  private NDArray remembered(CachedTokens cached) {
    return engine
        .kernels()
        .call(
            "cached_relative_biases",
            table.table(),
            cached.tokens().positions(),
            cached.reach()[1],
            farthest);
  }

  private List<NDArray> ofRuns(DeviceTokens tokens, Scope scope) {
    boolean causal = sight == Sight.BACK;
    NDArray[] biases =
        engine
            .kernels()
            .callAll("relative_biases", table.table(), tokens.runLengths(), farthest, causal);
    // All at once, since what they are computed from may be records that they share.
    return engine.autograd().segment(Arrays.stream(biases).map(scope::adopt).toList(), all -> all);
  }
}
