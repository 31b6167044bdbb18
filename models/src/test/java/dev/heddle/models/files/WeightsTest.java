package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.TensorEngine;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private TensorEngine engine;

  @BeforeEach
  void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void arraysComeBackAsTheyWereWritten() throws IOException {
    NDArray matrix = engine.root().create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
    NDArray scalar = engine.root().create(new float[] {-0.5f}, new Shape());
    byte[] file =
        Fixtures.written(Weights.tensors(Map.of("layer.weight", matrix, "scale", scalar)));
    Map<String, NDArray> arrays = zeros(Map.of("layer.weight", matrix, "scale", scalar));

    Weights.load(Fixtures.open(file), arrays, engine, Weights.Extras.REFUSE);

    assertThat(arrays.get("layer.weight").toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(arrays.get("scale").toFloatArray()).containsExactly(-0.5f);
  }

  @Test
  void sixteenBitFloatsAreWidened() throws IOException {
    // All exact in 16 bits, so that widening gives back the very numbers.
    NamedTensor wide = Fixtures.floats("x", 1, -2.5f, 0.15625f);
    for (TensorType type : List.of(TensorType.BF16, TensorType.F16)) {
      Map<String, NDArray> arrays = Map.of("x", engine.root().zeros(new Shape(3)));
      byte[] file = Fixtures.written(List.of(wide.as(type)));

      Weights.load(Fixtures.open(file), arrays, engine, Weights.Extras.REFUSE);

      assertThat(arrays.get("x").getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(arrays.get("x").toFloatArray()).as("%s", type).containsExactly(1, -2.5f, 0.15625f);
    }
  }

  @Test
  void allThatDoesNotFitIsToldAtOnceAndNothingIsCopied() throws IOException {
    NDArray fitting = engine.root().zeros(new Shape(2));
    Map<String, NDArray> arrays =
        Map.of(
            "fits", fitting,
            "wide", engine.root().zeros(new Shape(2, 2)),
            "b.absent", engine.root().zeros(new Shape(1)),
            "a.absent", engine.root().zeros(new Shape(1)));

    assertThatThrownBy(() -> Weights.load(threeTensors(), arrays, engine, Weights.Extras.REFUSE))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage(
            "Cannot load weights: file=test.safetensors; missing: a.absent, b.absent; of another"
                + " shape: wide [3] where [2, 2] is needed; unexpected: head; use the config that"
                + " belongs to the file");

    assertThat(fitting.toFloatArray()).containsExactly(0, 0);
  }

  @Test
  void tensorsOfOtherTasksMayBeSkipped() throws IOException {
    Map<String, NDArray> arrays = Map.of("fits", engine.root().zeros(new Shape(2)));

    Weights.load(threeTensors(), arrays, engine, Weights.Extras.SKIP);

    assertThat(arrays.get("fits").toFloatArray()).containsExactly(7, 8);
    assertThatThrownBy(() -> Weights.load(threeTensors(), arrays, engine, Weights.Extras.REFUSE))
        .hasMessageContaining("; unexpected: head, wide; ");
  }

  private static SafetensorsReader threeTensors() throws IOException {
    return Fixtures.open(
        Fixtures.written(
            List.of(
                Fixtures.floats("fits", 7, 8),
                Fixtures.floats("wide", 1, 2, 3),
                Fixtures.floats("head", 9))));
  }

  private Map<String, NDArray> zeros(Map<String, NDArray> like) {
    Map<String, NDArray> zeros = new LinkedHashMap<>();
    like.forEach((name, array) -> zeros.put(name, engine.root().zeros(array.getShape())));
    return zeros;
  }
}
