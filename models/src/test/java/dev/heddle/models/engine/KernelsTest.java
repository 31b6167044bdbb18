package dev.heddle.models.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
