package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * {@code y = x W + b} with {@code W} of shape {@code [in, out]}, the other way round than {@link
 * Linear}: how GPT-2's files store their matrices. Computes in the model's precision.
 */
public final class TransposedLinear extends Projection {
  private final Site site;
  private final Parameter weight;
  private final Parameter bias;

  /** With a bias, which starts at 0. */
  public TransposedLinear(Site site, long in, long out, Initializer first) {
    this.site = site;
    this.weight = own(site.parameter("weight", Role.WEIGHT, first, in, out));
    this.bias = own(site.parameter("bias", Role.BIAS, Initializer.constant(0), out));
  }

  @Override
  public NDArray forward(NDArray x) {
    return site.kernels()
        .call(
            "linear_transposed",
            x,
            List.of(weight.value(), bias.value()),
            site.precision().scalarType());
  }

  /** {@code [in, out]}. */
  public Parameter weight() {
    return weight;
  }

  /** {@code [out]}. */
  public Parameter bias() {
    return bias;
  }

  @Override
  public long in() {
    return weight.shape().get(0);
  }

  @Override
  public long out() {
    return weight.shape().get(1);
  }
}
