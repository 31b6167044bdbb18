package dev.heddle.models.layers.attention;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;

/** The part of a layer in which tokens read from tokens of their own sequence. */
public abstract class SelfAttention extends Layer {
  /** {@code x [tokens, width]} to {@code [tokens, width]}. */
  public abstract NDArray forward(NDArray x, AttentionPass pass);

  /** What is dropped of its result before that joins the residual stream; nothing in most. */
  public Dropout.Mask outputDropout() {
    return Dropout.Mask.NONE;
  }
}
