package dev.heddle.models.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Buckets of distances, with tables whose entries are their own numbers. */
class RelativeBiasTest {
  private static final int BUCKETS = 32;
  private static final int FARTHEST = 128;

  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  /**
   * Both ways 16 buckets serve a direction: 0 to 7 alone, then borders at {@code 8 · 16^(k/8)},
   * which are 11.3, 16, 22.6, 32, 45.3, 64 and 90.5. Keys after the query add 16.
   */
  @Test
  void looksBothWays() {
    float[] biases = biases(false, 200);
    assertThat(bucket(biases, 0)).isZero();
    assertThat(bucket(biases, -1)).isEqualTo(1);
    assertThat(bucket(biases, -7)).isEqualTo(7);
    assertThat(bucket(biases, -8)).isEqualTo(8);
    assertThat(bucket(biases, -11)).isEqualTo(8);
    assertThat(bucket(biases, -12)).isEqualTo(9);
    assertThat(bucket(biases, -22)).isEqualTo(10);
    assertThat(bucket(biases, -23)).isEqualTo(11);
    assertThat(bucket(biases, -45)).isEqualTo(12);
    assertThat(bucket(biases, -46)).isEqualTo(13);
    assertThat(bucket(biases, -90)).isEqualTo(14);
    assertThat(bucket(biases, -91)).isEqualTo(15);
    assertThat(bucket(biases, -199)).isEqualTo(15);
    assertThat(bucket(biases, 1)).isEqualTo(17);
    assertThat(bucket(biases, 12)).isEqualTo(25);
    assertThat(bucket(biases, 199)).isEqualTo(31);
  }

  /**
   * Looking back all 32 buckets serve one direction: 0 to 15 alone, then borders at {@code 16 ·
   * 8^(k/16)}, of which the first are 18.2 and 20.7 and the last is 112.4.
   */
  @Test
  void looksBackOnly() {
    float[] biases = biases(true, 200);
    assertThat(bucket(biases, 0)).isZero();
    assertThat(bucket(biases, -15)).isEqualTo(15);
    assertThat(bucket(biases, -16)).isEqualTo(16);
    assertThat(bucket(biases, -18)).isEqualTo(16);
    assertThat(bucket(biases, -19)).isEqualTo(17);
    assertThat(bucket(biases, -20)).isEqualTo(17);
    assertThat(bucket(biases, -21)).isEqualTo(18);
    assertThat(bucket(biases, -112)).isEqualTo(30);
    assertThat(bucket(biases, -113)).isEqualTo(31);
    assertThat(bucket(biases, -199)).isEqualTo(31);
    assertThat(bucket(biases, 1)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(bucket(biases, 199)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  /**
   * Two tokens with queries of 0 attend by their biases alone: the second sees the first with bias
   * b(-1) and itself with b(0), so its output is the mean of their values, weighted by e to the
   * biases. The first sees itself only.
   */
  @Test
  void biasesWeighWhatIsSeen() {
    try (Scope scope = engine.scope()) {
      float[] table = new float[4];
      table[1] = (float) Math.log(3);
      NDArray biases =
          engine.kernels()
              .callAll("relative_biases", scope.floats(table, 4, 1), new long[] {2}, 8, true)[0];
      NDArray qkv = scope.floats(new float[] {0, 5, 100, 0, 7, 200}, 2, 3);
      NDArray mixed =
          engine
              .kernels()
              .call(
                  "relative_attention",
                  qkv,
                  new long[] {2},
                  new long[] {1},
                  new NDArray[] {biases},
                  1,
                  List.of(),
                  0,
                  0.0);
      assertThat(mixed.toFloatArray()).containsExactly(new float[] {100, 125}, offset(1e-4f));
    }
  }

  /** How often each distance occurs among three tokens, both ways: 3 of 0, then 2, 1, 2 and 1. */
  @Test
  void everyOccurrenceOfADistanceCountsInTheGradient() {
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray table = scope.floats(new float[BUCKETS], BUCKETS, 1);
      engine.autograd().track(table);
      NDArray biases =
          engine.kernels().callAll("relative_biases", table, new long[] {3}, FARTHEST, false)[0];
      float[] values = {1, 0, 0};
      NDArray mixed = attention(scope, biases, values);
      engine.autograd().backward(mixed.sum(), scope.scalar(1));
      float[] gradient = engine.autograd().gradient(table).orElseThrow().toFloatArray();
      // Every weight is 1/3 and the mean 1/3: a logit at the first key moves the sum by
      // 1/3 (1 - 1/3) = 2/9, one at another key by 1/3 (0 - 1/3) = -1/9.
      float[] expected = new float[BUCKETS];
      expected[0] = (2 - 1 - 1) / 9f; // distances (0,0), (1,1), (2,2)
      expected[1] = (2 - 1) / 9f; // (1,0), (2,1)
      expected[2] = 2 / 9f; // (2,0)
      expected[17] = -2 / 9f; // (0,1), (1,2)
      expected[18] = -1 / 9f; // (0,2)
      assertThat(gradient).containsExactly(expected, offset(1e-6f));
    }
  }

  /** Three tokens with queries of 0. */
  private static NDArray attention(Scope scope, NDArray biases, float[] values) {
    float[] qkv = new float[9];
    for (int token = 0; token < 3; token++) {
      qkv[3 * token + 2] = values[token];
    }
    return engine
        .kernels()
        .call(
            "relative_attention",
            scope.floats(qkv, 3, 3),
            new long[] {3},
            new long[] {1},
            new NDArray[] {biases},
            1,
            List.of(),
            0,
            0.0);
  }

  private static float[] biases(boolean causal, int length) {
    try (Scope scope = engine.scope()) {
      float[] numbers = new float[BUCKETS];
      for (int i = 0; i < BUCKETS; i++) {
        numbers[i] = i;
      }
      return engine
          .kernels()
          .callAll(
              "relative_biases",
              scope.floats(numbers, BUCKETS, 1),
              new long[] {length},
              FARTHEST,
              causal)[0]
          .toFloatArray();
    }
  }

  /** The entry of a distance, key minus query; the middle one is 0. */
  private static float bucket(float[] biases, int distance) {
    return biases[biases.length / 2 + distance];
  }
}
