package dev.heddle.models.layers.feedforward;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;

/** The part of a layer that computes each token by itself. */
public abstract class FeedForward extends Layer {
  /** {@code x [tokens, width]} to {@code [tokens, width]}. */
  public abstract NDArray forward(NDArray x);

  /** What is dropped of its result before that joins the residual stream; nothing in most. */
  public Dropout.Mask outputDropout() {
    return Dropout.Mask.NONE;
  }
}
