package dev.heddle.objectives.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Worked numbers of Hinton et al. 2015 and of the divergences, to their last printed digit. */
class DivergenceTest {
  private static final float PRINTED = 6e-7f;
  private static final float[] P = {0.7f, 0.2f, 0.1f};
  private static final float[] Q = {0.5f, 0.3f, 0.2f};

  private TensorEngine engine;
  private Scope scope;

  @BeforeEach
  void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
    scope = engine.scope();
  }

  @AfterEach
  void stop() {
    scope.close();
    engine.close();
  }

  /** Teacher (2, 1, 0), student (0, 0, 0), for T = 1, 2, 4, 20. */
  @Test
  void softLossesAndTheirGradientsAtEachTemperature() {
    double[] temperatures = {1, 2, 4, 20};
    float[] divergences = {0.266217f, 0.078421f, 0.020513f, 0.000833f};
    float[] scaled = {0.266217f, 0.313684f, 0.328203f, 0.333112f};
    float[][] slopes = {
      {-0.3319f, 0.0886f, 0.2433f},
      {-0.3463f, 0.0523f, 0.2940f},
      {-0.3436f, 0.0274f, 0.3162f},
      {-0.3360f, 0.0056f, 0.3304f}
    };
    for (int i = 0; i < temperatures.length; i++) {
      float t = (float) temperatures[i];
      NDArray[] found =
          divergence(Divergence.FORWARD_KL, logSoftmax(2 / t, 1 / t, 0), logSoftmax(0, 0, 0));
      assertThat(found[0].getFloat()).isCloseTo(divergences[i], within(PRINTED));
      assertThat(t * t * found[0].getFloat()).isCloseTo(scaled[i], within(6e-7f * t * t));
      assertThat(found[1].mul(t).toFloatArray()).containsExactly(slopes[i], within(6e-5f));
    }
  }

  /** At large temperatures logits are matched but for their mean: (s − (a − mean a)) / V. */
  @Test
  void largeTemperaturesMatchLogits() {
    float t = 300;
    NDArray[] found =
        divergence(Divergence.FORWARD_KL, logSoftmax(2 / t, 1 / t, 0), logSoftmax(0, 0, 0));
    assertThat(found[1].mul(t).toFloatArray())
        .containsExactly(new float[] {-1 / 3f, 0, 1 / 3f}, within(1e-3f));
  }

  @Test
  void divergencesOfTwoDistributions() {
    assertThat(value(Divergence.FORWARD_KL, 0.5)).isCloseTo(0.085123f, within(PRINTED));
    assertThat(value(Divergence.REVERSE_KL, 0.5)).isCloseTo(0.092033f, within(PRINTED));
    assertThat(value(Divergence.JENSEN_SHANNON, 0.5)).isCloseTo(0.021901f, within(PRINTED));
    assertThat(value(Divergence.JENSEN_SHANNON, 0.1)).isCloseTo(0.007695f, within(PRINTED));
    assertThat(value(Divergence.JENSEN_SHANNON, 0.9)).isCloseTo(0.008185f, within(PRINTED));
    assertThat(value(Divergence.TOTAL_VARIATION, 0.5)).isCloseTo(0.2f, within(PRINTED));
  }

  /** JSD(β)/β goes to KL(p | q) as β goes to 0, and JSD(β)/(1 − β) to KL(q | p) as it goes to 1. */
  @Test
  void jensenShannonEndsInTheTwoKls() {
    assertThat(value(Divergence.JENSEN_SHANNON, 0.1) / 0.1f).isCloseTo(0.0769f, within(6e-5f));
    assertThat(value(Divergence.JENSEN_SHANNON, 1e-3) / 1e-3f).isCloseTo(0.085123f, within(2e-4f));
    assertThat(value(Divergence.JENSEN_SHANNON, 0.999) / 1e-3f).isCloseTo(0.092033f, within(2e-4f));
  }

  @Test
  void slopesInTheStudentsLogits() {
    assertThat(slope(Divergence.FORWARD_KL, 0.5))
        .containsExactly(new float[] {-0.2f, 0.1f, 0.1f}, within(PRINTED));
    assertThat(slope(Divergence.REVERSE_KL, 0.5))
        .containsExactly(new float[] {-0.2143f, 0.0940f, 0.1202f}, within(6e-5f));
  }

  @Test
  void slopesAddUpToNothing() {
    Random random = new Random(1);
    NDArray logP = randomRows(random, 20, 30).logSoftmax(1);
    NDArray logQ = randomRows(random, 20, 30).logSoftmax(1);
    for (Divergence form : Divergence.values()) {
      float[] sums = kernel(form, logP, logQ, 0.3)[1].sum(new int[] {1}).toFloatArray();
      assertThat(sums).as(form.name()).containsExactly(new float[20], within(1e-6f));
    }
  }

  @Test
  void equalDistributionsAreNoDistanceApart() {
    NDArray logP = randomRows(new Random(2), 5, 1000).mul(8).logSoftmax(1);
    for (Divergence form : Divergence.values()) {
      NDArray[] found = kernel(form, logP, logP, 0.3);
      assertThat(found[0].abs().max().getFloat()).as(form.name()).isLessThan(1e-6f);
      assertThat(found[1].abs().max().getFloat()).as(form.name()).isLessThan(1e-6f);
    }
  }

  /**
   * Teacher (2, 1, 0), student (1, 1, 0), label 0, T = 2, α = 0.5: cross-entropy 0.8620, KL 0.0310,
   * together 0.4930.
   */
  @Test
  void hardAndSoftLossTogether() {
    NDArray one = scope.floats(new float[] {1}, 1, 1);
    NDArray[] found =
        engine
            .kernels()
            .callAll(
                "distillation_loss",
                one,
                new NDArray[] {scope.floats(new float[] {1, 1, 0}, 3, 1)},
                scope.longs(new long[] {0}, 1),
                new NDArray[] {one, scope.floats(new float[] {2, 1, 0}, 3, 1)},
                Divergence.FORWARD_KL.form(),
                0.5,
                0.5,
                2.0,
                3,
                new double[2],
                new long[] {6, 6},
                10);
    float[] sums = found[1].toFloatArray();
    assertThat(found[0].getFloat()).isCloseTo(0.4930f, within(6e-5f));
    assertThat(sums[0]).isCloseTo(0.8620f, within(6e-5f));
    assertThat(sums[1]).isCloseTo(0.0310f, within(6e-5f));
    assertThat(sums).as("right and agreed").endsWith(1, 1);
  }

  private float value(Divergence form, double beta) {
    return kernel(form, log(P), log(Q), beta)[0].getFloat();
  }

  private float[] slope(Divergence form, double beta) {
    return kernel(form, log(P), log(Q), beta)[1].toFloatArray();
  }

  private NDArray[] divergence(Divergence form, NDArray logP, NDArray logQ) {
    return kernel(form, logP, logQ, 0.5);
  }

  private NDArray[] kernel(Divergence form, NDArray logP, NDArray logQ, double beta) {
    return engine.kernels().callAll("divergence", logP, logQ, form.form(), beta);
  }

  private NDArray log(float[] probabilities) {
    return scope.floats(probabilities, 1, probabilities.length).log();
  }

  private NDArray logSoftmax(float... logits) {
    return scope.floats(logits, 1, logits.length).logSoftmax(1);
  }

  private NDArray randomRows(Random random, int rows, int columns) {
    float[] values = new float[rows * columns];
    IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
    return scope.floats(values, rows, columns);
  }
}
