package dev.heddle.models.layers.norm;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;

/** What a pre-norm layer needs of its norms. All arrays are {@code [tokens, width]}, fp32. */
public abstract class Norm extends Layer {
  /** The norm of {@code x}. */
  public abstract NDArray forward(NDArray x);

  /**
   * The residual stream plus {@code update}, and the norm of it: {@code {sum, norm}}.
   *
   * @param dropout of the update
   */
  public abstract NDArray[] addThenNorm(NDArray residual, NDArray update, Dropout.Mask dropout);

  /**
   * The residual stream plus the norm of {@code update} by {@code inner}, and this norm of the sum:
   * {@code {sum, norm}}.
   */
  public NDArray[] addNormedThenNorm(NDArray residual, NDArray update, Norm inner) {
    return addThenNorm(residual, inner.forward(update), Dropout.Mask.NONE);
  }
}
