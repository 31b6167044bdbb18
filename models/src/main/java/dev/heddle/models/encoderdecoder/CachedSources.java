package dev.heddle.models.encoderdecoder;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/**
 * Keys and values of sources in one pass over targets that are written token by token. Layers are
 * told apart by the order in which they ask, which is the same in every pass.
 */
public final class CachedSources {
  private final PairCache cache;
  private int layer;

  CachedSources(PairCache cache) {
    this.cache = cache;
  }

  /**
   * Keys and values of the layer that asks next, {@code [source tokens, 2 · heads · head width]}.
   *
   * @param first computes them, in the first pass only
   */
  NDArray nextLayer(Supplier<NDArray> first) {
    return cache.layer(layer++, first);
  }
}
