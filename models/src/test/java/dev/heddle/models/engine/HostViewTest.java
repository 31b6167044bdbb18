package dev.heddle.models.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class HostViewTest {

  @Test
  void showsTheBytesOfAnArrayInTheMachinesOrder() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        NDArray array = engine.root().create(new float[] {1, -2, 0.5f})) {
      ByteBuffer bytes = HostView.bytes(array);

      assertThat(bytes.order()).isEqualTo(ByteOrder.nativeOrder());
      assertThat(bytes.remaining()).isEqualTo(3 * Float.BYTES);
      assertThat(bytes.getFloat(4)).isEqualTo(-2);
      assertThat(bytes.getInt(0)).isEqualTo(0x3F800000); // 1 in IEEE 754
    }
  }

  @Test
  void editsReachTheArrayAndLaterViews() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        NDArray array = engine.root().create(new float[] {1, 2, 3})) {
      ByteBuffer before = HostView.bytes(array);
      HostView.edit(engine, array, bytes -> bytes.putFloat(8, 42));

      assertThat(array.toFloatArray()).containsExactly(1, 2, 42);
      assertThat(before.getFloat(8)).isEqualTo(42);
    }
  }

  @Test
  void editsOfAPartLeaveTheRestOfTheMemoryAlone() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        NDArray whole = engine.root().create(new float[] {1, 2, 3, 4});
        NDArray part = whole.get("1:3")) {
      HostView.edit(engine, part, bytes -> bytes.asFloatBuffer().put(new float[] {20, 30}));

      assertThat(part.toFloatArray()).containsExactly(20, 30);
      assertThat(whole.toFloatArray()).containsExactly(1, 20, 30, 4);
      assertThat(part.getDataType()).isEqualTo(DataType.FLOAT32);
    }
  }
}
