package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;

/** A table {@code [count, width]} of vectors looked up by number. */
public final class Embedding extends Layer {
  private final Site site;
  private final Parameter weight;

  /** A table of {@code count} vectors. */
  public Embedding(Site site, long count, long width, Initializer first) {
    this.site = site;
    this.weight = own(site.parameter("weight", Role.EMBEDDING, first, count, width));
  }

  /** The vectors of {@code ids [tokens]}: {@code [tokens, width]}, fp32. */
  public NDArray forward(NDArray ids) {
    return site.kernels().call("embedding", ids, weight.value());
  }

  /** The table. */
  public Parameter weight() {
    return weight;
  }
}
