package dev.heddle.models.layers.feedforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Projection;
import dev.heddle.models.layers.Site;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MixtureOfExpertsTest {
  private final TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);

  @AfterEach
  void stop() {
    engine.close();
  }

  private MixtureOfExperts mixture(int experts, int chosen) {
    Site site = Site.root(engine, Precision.FP32, 5);
    return new MixtureOfExperts(
        site, new MixtureOfExperts.Sizes(6, 5, experts, chosen), Initializer.normal(0.8));
  }

  private NDArray tokens(Scope scope, int count) {
    float[] values = new float[count * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(1.7 * i + 0.3 * i * i);
    }
    return scope.floats(values, count, 6);
  }

  /** One expert for all is a plain gated feed-forward part, whatever the router says. */
  @Test
  void oneExpertAloneIsAGatedFeedForwardPart() {
    MixtureOfExperts mixture = mixture(1, 1);
    try (Scope scope = engine.scope()) {
      NDArray x = tokens(scope, 7);
      List<NDArray> weights = mixture.parameters().stream().map(Parameter::value).toList();
      NDArray both =
          engine
              .kernels()
              .call("linear_together", x, List.of(weights.get(1), weights.get(3)), List.of(), 6);
      NDArray inner = engine.kernels().call("swiglu", both);
      float[] plain =
          engine.kernels().call("linear", inner, List.of(weights.get(2)), 6).toFloatArray();
      assertThat(mixture.forward(x).toFloatArray()).containsExactly(plain, offset(1e-5f));
    }
  }

  /** An adapter anywhere must change the way of computing, not the result. */
  @Test
  void replacedLayersAreComputedOneByOneWithTheSameResult() {
    MixtureOfExperts mixture = mixture(4, 2);
    try (Scope scope = engine.scope()) {
      float[] plain = mixture.forward(tokens(scope, 9)).toFloatArray();
      long before = engine.kernels().calls();
      mixture.forward(tokens(scope, 9));
      assertThat(engine.kernels().calls() - before).isEqualTo(1);
      mixture.projections().get("experts.2.w3").replace(new Wrapped(mixture));
      assertThat(mixture.forward(tokens(scope, 9)).toFloatArray())
          .containsExactly(plain, offset(1e-5f));
    }
  }

  /** The weights of the chosen are their softmax among themselves, so they add up to 1. */
  @Test
  void weightsOfTheChosenAddUpToOne() {
    try (Scope scope = engine.scope()) {
      NDArray router = scope.floats(new float[] {1, 0, 0, 2, 0, -1, 3, 3}, 4, 2);
      NDArray x = scope.floats(new float[] {1, 0.5f}, 1, 2);
      NDArray[] routed = engine.kernels().callAll("route", x, router, 2);
      double best = Math.exp(4.5) / (Math.exp(4.5) + Math.exp(1)); // logits 1, 1, -0.5, 4.5
      assertThat(routed[0].toFloatArray()[0]).isCloseTo((float) best, within(1e-6f));
      assertThat(routed[0].toFloatArray()[1]).isCloseTo((float) (1 - best), within(1e-6f));
      assertThat(routed[1].toLongArray()[0]).isEqualTo(3);
    }
  }

  /** With one token and one chosen expert, the others have gradients, and these are zero. */
  @Test
  void expertsWithoutATokenHaveZeroGradients() {
    MixtureOfExperts mixture = mixture(3, 1);
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray made = mixture.forward(tokens(scope, 1));
      engine.autograd().backward(made, engine.kernels().call("ones_like", made));
      long idle =
          mixture.parameters().stream()
              .filter(parameter -> parameter.name().endsWith("w2.weight"))
              .map(parameter -> engine.autograd().gradient(parameter.value()).orElseThrow())
              .filter(gradient -> isZero(gradient.toFloatArray()))
              .count();
      assertThat(idle).isEqualTo(2);
    }
  }

  private static boolean isZero(float[] values) {
    float[] zeros = new float[values.length];
    return Arrays.equals(values, zeros);
  }

  /** A wrapper that adds nothing. */
  private static final class Wrapped extends Projection {
    private final Projection inner;

    Wrapped(MixtureOfExperts mixture) {
      this.inner = mixture.projections().get("experts.2.w3").layer();
      child("base_layer", inner);
    }

    @Override
    public NDArray forward(NDArray x) {
      return inner.forward(x);
    }

    @Override
    public long in() {
      return inner.in();
    }

    @Override
    public long out() {
      return inner.out();
    }
  }
}
