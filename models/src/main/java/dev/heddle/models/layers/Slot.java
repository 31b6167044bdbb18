package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;

/** The place of a {@link Projection} in its parent, where another may be put. */
public final class Slot {
  private Projection layer;

  Slot(Projection layer) {
    this.layer = layer;
  }

  /** The layer that is here now. */
  public Projection layer() {
    return layer;
  }

  /**
   * Puts another layer here.
   *
   * @throws IllegalArgumentException when its widths are not those of the present one
   */
  public void replace(Projection other) {
    if (other.in() != layer.in() || other.out() != layer.out()) {
      throw new IllegalArgumentException(
          "Cannot replace a linear layer: widths=%d to %d; must be %d to %d as before"
              .formatted(other.in(), other.out(), layer.in(), layer.out()));
    }
    layer = other;
  }

  /** Runs the layer that is here now. */
  public NDArray forward(NDArray x) {
    return layer.forward(x);
  }
}
