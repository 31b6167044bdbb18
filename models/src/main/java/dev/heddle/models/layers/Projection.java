package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

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

  /**
   * The layer that computes the same by its weight and bias alone; empty while something else is
   * added to it. Several of them that read the same input can be one product.
   */
  public Optional<Linear> plain() {
    return Optional.empty();
  }

  /**
   * Computes several layers that read the same input, this among them, with fewer calls than one
   * after the other.
   *
   * @param group lays outputs side by side in its own order
   * @return {@code [tokens, sum of outs]}; empty where this kind of layer knows no such way
   */
  protected Optional<NDArray> together(LinearGroup group, NDArray x) {
    return Optional.empty();
  }

  /** The width of a row that comes in. */
  public abstract long in();

  /** The width of a row that goes out. */
  public abstract long out();
}
