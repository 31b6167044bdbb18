package dev.heddle.models.layers.norm;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;

/**
 * Root mean square normalisation over a token's vector, in fp32 (Zhang and Sennrich 2019,
 * arXiv:1910.07467): {@code x / sqrt(mean(x²) + epsilon) · (weight + offset)}.
 */
public final class RmsNorm extends Norm {
  private final Site site;
  private final double epsilon;
  private final double offset;
  private final Parameter weight;

  private RmsNorm(Site site, long width, double epsilon, double offset) {
    this.site = site;
    this.epsilon = epsilon;
    this.offset = offset;
    Initializer neutral = Initializer.constant(1 - offset);
    this.weight = own(site.parameter("weight", Role.NORM, neutral, width));
  }

  /** With a weight that starts at 1. */
  public static RmsNorm scaled(Site site, long width, double epsilon) {
    return new RmsNorm(site, width, epsilon, 0);
  }

  /** With a weight that is kept as its distance from 1 and starts at 0, as in Gemma. */
  public static RmsNorm aroundOne(Site site, long width, double epsilon) {
    return new RmsNorm(site, width, epsilon, 1);
  }

  @Override
  public NDArray forward(NDArray x) {
    return site.kernels().call("rms_norm", x, weight.value(), epsilon, offset);
  }

  @Override
  public NDArray[] addThenNorm(NDArray residual, NDArray update, Dropout.Mask dropout) {
    return site.kernels()
        .callAll(
            "add_then_rms_norm",
            residual,
            update,
            weight.value(),
            epsilon,
            offset,
            dropout.keys(),
            dropout.salt(),
            dropout.probability());
  }

  /** One kernel where {@code inner} is of the same kind and epsilon. */
  @Override
  public NDArray[] addNormedThenNorm(NDArray residual, NDArray update, Norm inner) {
    return inner instanceof RmsNorm other && other.epsilon == epsilon && other.offset == offset
        ? addNormedThenNorm(residual, update, other)
        : super.addNormedThenNorm(residual, update, inner);
  }

  private NDArray[] addNormedThenNorm(NDArray residual, NDArray update, RmsNorm inner) {
    return site.kernels()
        .callAll(
            "add_normed_then_rms_norm",
            residual,
            update,
            inner.weight.value(),
            weight.value(),
            epsilon,
            offset);
  }

  /** {@code [width]}. */
  public Parameter weight() {
    return weight;
  }

  /** What is added to the mean square. */
  public double epsilon() {
    return epsilon;
  }

  /** What is added to the weight: 0 or 1. */
  public double offset() {
    return offset;
  }
}
