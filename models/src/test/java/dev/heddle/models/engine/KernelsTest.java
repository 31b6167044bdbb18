package dev.heddle.models.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
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
   * Logits and labels of the method specification; log(e² + 3) - 2 + log(e + 3) - 1 = 1.0844, twice
   * 0.5422.
   */
  @Test
  void crossEntropyLeavesOutUnlabelledRows() {
    try (Scope scope = engine.scope()) {
      NDArray logits = scope.floats(new float[] {2, 0, 0, 0, 0, 0, 1, 0, 5, 5, 5, 5}, 3, 4);
      NDArray labels = scope.longs(new int[] {0, 2, -100}, 3);
      NDArray sum = engine.kernels().call("cross_entropy_sum", logits, labels);
      assertThat(sum.getFloat() / 2).isCloseTo(0.5422f, within(5e-5f));
    }
  }

  @Test
  void crossEntropyOfNothingIsZero() {
    try (Scope scope = engine.scope()) {
      NDArray logits = scope.floats(new float[] {5, 5}, 1, 2);
      NDArray labels = scope.longs(new int[] {-100}, 1);
      assertThat(engine.kernels().call("cross_entropy_sum", logits, labels).getFloat()).isZero();
    }
  }

  /**
   * The loss in chunks of 2 of 5 rows, and its gradients, are those of PyTorch's own cross-entropy
   * over all rows, with straight logits and with bent ones.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.8})
  void vocabularyLossInChunksIsThatOfAllRowsAtOnce(double cap) {
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray labels = scope.longs(new int[] {0, 3, 1, 1, 2}, 5);
      List<NDArray> plain = leaves(scope);
      NDArray logits =
          engine.kernels().call("vocabulary_logits", plain.get(0), plain.subList(1, 3), cap, 6);
      NDArray expected = engine.kernels().call("cross_entropy_sum", logits, labels);
      engine.autograd().backward(expected, scope.scalar(1));
      List<NDArray> chunked = leaves(scope);
      NDArray x = chunked.get(0);
      List<NDArray> weights = chunked.subList(1, 3);
      NDArray[] loss =
          engine.kernels().callAll("vocabulary_loss", x, weights, labels, cap, 2, 6, true);
      assertThat(loss[0].getFloat()).isCloseTo(expected.getFloat(), within(1e-5f));
      assertThat(loss[2].toFloatArray()).containsExactly(gradient(plain.get(1)), within(1e-6f));
      assertThat(loss[3].toFloatArray()).containsExactly(gradient(plain.get(2)), within(1e-6f));
      assertThat(loss[4].toFloatArray()).containsExactly(gradient(plain.get(0)), within(1e-6f));
    }
  }

  /** Rows [5, 3], weights [4, 3] and biases [4] without a pattern. */
  private static List<NDArray> leaves(Scope scope) {
    List<NDArray> leaves =
        List.of(
            scope.floats(waves(15, 0.7), 5, 3),
            scope.floats(waves(12, 1.3), 4, 3),
            scope.floats(waves(4, 2.9), 4));
    leaves.forEach(engine.autograd()::track);
    return leaves;
  }

  private static float[] waves(int count, double frequency) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(frequency * (i + 1));
    }
    return values;
  }

  private static float[] gradient(NDArray leaf) {
    return engine.autograd().gradient(leaf).orElseThrow().toFloatArray();
  }

  @Test
  void namesTheKernelsWhenOneIsUnknown() {
    try (Scope scope = engine.scope()) {
      assertThatThrownBy(() -> engine.kernels().call("atention", scope.scalar(1)))
          .isInstanceOf(KernelException.class)
          .hasMessageStartingWith("Cannot run kernel: name=atention; kernels are ")
          .hasMessageContaining("attention, ");
    }
  }

  @Test
  void tellsTheShapesWhenAKernelFails() {
    try (Scope scope = engine.scope()) {
      NDArray x = scope.floats(new float[6], 2, 3);
      NDArray weight = scope.floats(new float[4], 2, 2);
      assertThatThrownBy(
              () ->
                  engine.kernels().call("linear", x, List.of(weight), Precision.FP32.scalarType()))
          .isInstanceOf(KernelException.class)
          .hasMessageStartingWith(
              "Cannot run kernel: name=linear; arguments=(2, 3), [(2, 2)], 6; ");
    }
  }
}
