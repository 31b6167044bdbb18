package dev.heddle.models.layers.norm;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Layer;

/** What a pre-norm layer needs of its norms. All arrays are {@code [tokens, width]}, fp32. */
public abstract class Norm extends Layer {
  /** The norm of {@code x}. */
  public abstract NDArray forward(NDArray x);

  /** The residual stream plus {@code update}, and the norm of it: {@code {sum, norm}}. */
  public abstract NDArray[] addThenNorm(NDArray residual, NDArray update);
}
