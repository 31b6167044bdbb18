package dev.heddle.models.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.TensorEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static final int COUNT = 200_000;
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private static float[] draw(Initializer initializer, long seed, String name) {
    try (NDArray values = initializer.create(engine, seed, name, COUNT)) {
      return values.toFloatArray();
    }
  }

  /** Four standard errors around mean 0 and deviation 0.02: 0.02 / √n and 0.02 / √(2n). */
  @Test
  void normalHasItsMeanAndDeviation() {
    float[] values = draw(Initializer.normal(0.02), 1, "a");
    assertThat(mean(values)).isCloseTo(0, within(4 * 0.02 / Math.sqrt(COUNT)));
    assertThat(deviation(values)).isCloseTo(0.02, within(4 * 0.02 / Math.sqrt(2.0 * COUNT)));
  }

  /** Of a normal, 4.55 % lies beyond two deviations. */
  @Test
  void normalReachesBeyondTwoDeviations() {
    float[] values = draw(Initializer.normal(1), 1, "a");
    assertThat(shareBeyond(values, 2)).isCloseTo(0.0455, within(0.002));
  }

  /** A normal cut at ±2 deviations has variance 1 - 4 φ(2) / (2 Φ(2) - 1) = 0.7737. */
  @Test
  void truncatedNormalStaysWithinItsCutoff() {
    float[] values = draw(Initializer.truncatedNormal(1, 2), 1, "a");
    assertThat(shareBeyond(values, 2.00001)).isZero();
    assertThat(deviation(values)).isCloseTo(Math.sqrt(0.7737), within(0.005));
  }

  @Test
  void dependsOnSeedAndNameOnly() {
    Initializer normal = Initializer.normal(1);
    float[] first = draw(normal, 1, "a");
    assertThat(draw(normal, 2, "a")).isNotEqualTo(first);
    assertThat(draw(normal, 1, "b")).isNotEqualTo(first);
    assertThat(draw(normal, 1, "a")).isEqualTo(first);
  }

  /** Streams of two names share nothing: their correlation is that of chance. */
  @Test
  void streamsOfDifferentNamesAreUnrelated() {
    float[] a = draw(Initializer.normal(1), 1, "layers.0.weight");
    float[] b = draw(Initializer.normal(1), 1, "layers.1.weight");
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += a[i] * b[i];
    }
    assertThat(sum / COUNT).isCloseTo(0, within(4 / Math.sqrt(COUNT)));
  }

  @Test
  void constantIsTheSameEverywhere() {
    assertThat(draw(Initializer.constant(0.5), 1, "a")).containsOnly(0.5f);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  private static double shareBeyond(float[] values, double limit) {
    int beyond = 0;
    for (float value : values) {
      beyond += Math.abs(value) > limit ? 1 : 0;
    }
    return (double) beyond / values.length;
  }
}
