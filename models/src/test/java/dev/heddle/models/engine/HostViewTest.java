package dev.heddle.models.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
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
      HostView.edit(engine, array, (first, bytes) -> bytes.putFloat(8, 42));

      assertThat(array.toFloatArray()).containsExactly(1, 2, 42);
      assertThat(before.getFloat(8)).isEqualTo(42);
    }
  }

  @Test
  void editsOfAPartLeaveTheRestOfTheMemoryAlone() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        NDArray whole = engine.root().create(new float[] {1, 2, 3, 4});
        NDArray part = whole.get("1:3")) {
      HostView.edit(
          engine, part, (first, bytes) -> bytes.asFloatBuffer().put(new float[] {20, 30}));

      assertThat(part.toFloatArray()).containsExactly(20, 30);
      assertThat(whole.toFloatArray()).containsExactly(1, 20, 30, 4);
      assertThat(part.getDataType()).isEqualTo(DataType.FLOAT32);
    }
  }

  @Test
  void arraysLargerThanABufferAreSeenAndEditedInParts() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        NDArray array = engine.root().create(new float[] {1, 2, 3, 4, 5, 6, 7}).reshape(7, 1)) {
      List<String> seen = new ArrayList<>();
      HostView.edit(
          engine,
          array,
          3,
          (first, part) -> {
            seen.add(first + "+" + part.remaining());
            part.putFloat(0, -part.getFloat(0));
          });

      assertThat(seen).containsExactly("0+12", "12+12", "24+4");
      assertThat(array.toFloatArray()).containsExactly(-1, 2, 3, -4, 5, 6, -7);
      List<Float> firsts = new ArrayList<>();
      HostView.parts(array, 3).forEachRemaining(part -> firsts.add(part.getFloat(0)));
      assertThat(firsts).containsExactly(-1f, -4f, -7f);
    }
  }
}
