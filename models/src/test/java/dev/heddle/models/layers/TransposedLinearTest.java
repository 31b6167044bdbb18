package dev.heddle.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import org.junit.jupiter.api.Test;

class TransposedLinearTest {
  /** By hand: (1, 2) times [[1, 2, 3], [4, 5, 6]] is (9, 12, 15). */
  @Test
  void multipliesByTheMatrixAsItLies() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Scope scope = engine.scope()) {
      Site site = Site.root(engine, Precision.FP32, 1).at("c_attn");
      TransposedLinear layer = new TransposedLinear(site, 2, 3, Initializer.constant(0));
      fill(engine, layer.weight(), scope.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
      fill(engine, layer.bias(), scope.floats(new float[] {10, 20, 30}, 3));
      NDArray y = layer.forward(scope.floats(new float[] {1, 2}, 1, 2));
      assertThat(y.toFloatArray()).containsExactly(19, 32, 45);
      assertThat(layer.in()).isEqualTo(2);
      assertThat(layer.out()).isEqualTo(3);
      assertThat(layer.weight().name()).isEqualTo("c_attn.weight");
      site.owner().close();
    }
  }

  private static void fill(TensorEngine engine, Parameter parameter, NDArray values) {
    engine.kernels().update("assign", parameter.value(), values);
  }
}
