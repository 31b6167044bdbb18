package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/**
 * {@code y = x Wᵀ + b} with {@code W} of shape {@code [out, in]}; computes in the model's
 * precision.
 */
public final class Linear extends Projection {
  private final Site site;
  private final Parameter weight;
  private final Optional<Parameter> bias;

  private Linear(Site site, Parameter weight, Optional<Parameter> bias) {
    this.site = site;
    this.weight = own(weight);
    this.bias = bias;
    bias.ifPresent(this::own);
  }

  /** With a bias, which starts at 0. */
  public static Linear biased(Site site, long in, long out, Initializer first) {
    Parameter bias = site.parameter("bias", Role.BIAS, Initializer.constant(0), out);
    return new Linear(site, weight(site, in, out, first), Optional.of(bias));
  }

  /** Without a bias. */
  public static Linear unbiased(Site site, long in, long out, Initializer first) {
    return new Linear(site, weight(site, in, out, first), Optional.empty());
  }

  /** With a bias or without. */
  public static Linear of(Site site, long in, long out, Bias bias, Initializer first) {
    return bias == Bias.PRESENT ? biased(site, in, out, first) : unbiased(site, in, out, first);
  }

  private static Parameter weight(Site site, long in, long out, Initializer first) {
    return site.parameter("weight", Role.WEIGHT, first, out, in);
  }

  @Override
  public NDArray forward(NDArray x) {
    return site.kernels().call("linear", x, values(), site.precision().scalarType());
  }

  @Override
  public Optional<Linear> plain() {
    return Optional.of(this);
  }

  /** {@code [out, in]}. */
  public Parameter weight() {
    return weight;
  }

  /** {@code [out]}. */
  public Optional<Parameter> bias() {
    return bias;
  }

  /** Weight, then bias if there is one: what kernels take. */
  public List<NDArray> values() {
    return bias.map(b -> List.of(weight.value(), b.value()))
        .orElseGet(() -> List.of(weight.value()));
  }

  @Override
  public long in() {
    return weight.shape().get(1);
  }

  @Override
  public long out() {
    return weight.shape().get(0);
  }

  /** Whether a linear layer adds a vector. */
  public enum Bias {
    PRESENT,
    ABSENT;

    /** The answer as a config gives it. */
    public static Bias of(boolean present) {
      return present ? PRESENT : ABSENT;
    }
  }
}
