package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;

/**
 * A layer that maps each token's vector to another, as a {@link Linear} does: what an adapter wraps
 * or replaces.
 */
public abstract class Projection extends Layer {
  /**
   * Maps every row.
   *
   * @param x {@code [tokens, in]}, fp32 or the model's precision
   * @return {@code [tokens, out]} in the model's precision, owned by the manager of {@code x}
   */
  public abstract NDArray forward(NDArray x);

  /** The width of a row that comes in. */
  public abstract long in();

  /** The width of a row that goes out. */
  public abstract long out();
}
