package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.norm.Norm;
import java.util.ArrayList;
import java.util.List;

/**
 * Layer normalisation over a token's vector, in fp32 (Ba, Kiros and Hinton 2016). Mostly its values
 * are handed to a kernel that does the addition before it as well.
 */
public final class LayerNorm extends Norm {
  private final Site site;
  private final double epsilon;
  private final List<NDArray> values = new ArrayList<>();

  private LayerNorm(Site site, double epsilon) {
    this.site = site;
    this.epsilon = epsilon;
  }

  /** With scale and shift. */
  public static LayerNorm biased(Site site, long width, double epsilon) {
    LayerNorm norm = unbiased(site, width, epsilon);
    norm.add(site.parameter("bias", Role.NORM, Initializer.constant(0), width));
    return norm;
  }

  /** With a scale only. */
  public static LayerNorm unbiased(Site site, long width, double epsilon) {
    LayerNorm norm = new LayerNorm(site, epsilon);
    norm.add(site.parameter("weight", Role.NORM, Initializer.constant(1), width));
    return norm;
  }

  private void add(Parameter parameter) {
    values.add(own(parameter).value());
  }

  @Override
  public NDArray forward(NDArray x) {
    return site.kernels().call("layer_norm", x, values, epsilon);
  }

  @Override
  public NDArray[] addThenNorm(NDArray residual, NDArray update, Dropout.Mask dropout) {
    return site.kernels()
        .callAll(
            "add_then_norm",
            residual,
            update,
            values,
            epsilon,
            dropout.keys(),
            dropout.salt(),
            dropout.probability());
  }

  /**
   * The norm of {@code residual + update}, {@code [tokens, width]}.
   *
   * @param dropout of the update
   */
  public NDArray ofSum(NDArray residual, NDArray update, Dropout.Mask dropout) {
    return site.kernels()
        .call(
            "norm_of_sum",
            residual,
            update,
            values,
            epsilon,
            dropout.keys(),
            dropout.salt(),
            dropout.probability());
  }

  /** The norm of {@code gelu(x)}, {@code [rows, width]}. */
  public NDArray ofGelu(NDArray x) {
    return site.kernels().call("gelu_then_norm", x, values, epsilon);
  }

  /** Weight, then bias if there is one: what kernels take. */
  public List<NDArray> values() {
    return values;
  }

  /** What is added to the variance. */
  public double epsilon() {
    return epsilon;
  }
}
