package dev.heddle.models.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutogradTest {
  private final TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
  private final Scope scope = engine.scope();
  private NDArray weight;
  private NDArray x;

  @BeforeEach
  void values() {
    weight = scope.floats(new float[] {1, 2, 3, 4}, 2, 2);
    x = scope.floats(new float[] {5, 7}, 1, 2);
    engine.autograd().track(weight);
  }

  @AfterEach
  void stop() {
    scope.close();
    engine.close();
  }

  private NDArray product() {
    return engine.kernels().call("linear", x, List.of(weight), Precision.FP32.scalarType());
  }

  private float[] gradient() {
    return engine.autograd().gradient(weight).orElseThrow().toFloatArray();
  }

  /** y = x Wᵀ, so the gradient of c · y is the outer product of c and x. */
  @Test
  void takesACotangent() {
    try (GradientMode recording = engine.autograd().recording()) {
      engine.autograd().backward(product(), scope.floats(new float[] {1, 10}, 1, 2));
    }
    assertThat(gradient()).containsExactly(5, 7, 50, 70);
  }

  @Test
  void addsUpInTheSameBuffer() {
    try (GradientMode recording = engine.autograd().recording()) {
      engine.autograd().backward(product(), ones());
      NDArray buffer = engine.autograd().gradient(weight).orElseThrow();
      engine.autograd().backward(product(), ones());
      assertThat(buffer.toFloatArray()).containsExactly(10, 14, 10, 14);
      engine.autograd().clear(weight);
      assertThat(buffer.toFloatArray()).containsOnly(0);
      engine.autograd().backward(product(), ones());
      assertThat(buffer.toFloatArray()).containsExactly(5, 7, 5, 7);
    }
  }

  /**
   * What a backward pass will need is kept by the recorded operations, not by the array that Java
   * held: were it memory of the Java heap's, it would be gone by now, and filled with something
   * else.
   */
  @Test
  void keepsValuesWhoseScopeHasClosed() {
    NDArray table = scope.zeros(DataType.FLOAT32, 4000, 1);
    engine.autograd().track(table);
    int[] ids = IntStream.range(0, 2000).toArray();
    try (GradientMode recording = engine.autograd().recording()) {
      NDArray rows = rowsOf(table, ids);
      overwriteFreedMemory();
      engine.autograd().backward(rows, scope.floats(ones(2000), 2000, 1));
    }
    float[] expected = new float[4000];
    Arrays.fill(expected, 0, 2000, 1);
    float[] gradient = engine.autograd().gradient(table).orElseThrow().toFloatArray();
    assertThat(Arrays.mismatch(gradient, expected)).isEqualTo(-1);
  }

  private NDArray rowsOf(NDArray table, int[] ids) {
    try (Scope inner = scope.inner()) {
      NDArray rows = engine.kernels().call("embedding", inner.longs(ids, ids.length), table);
      return scope.adopt(rows);
    }
  }

  private void overwriteFreedMemory() {
    for (int round = 0; round < 20; round++) {
      System.gc();
      for (int i = 0; i < 50; i++) {
        long[] others = new long[2000];
        Arrays.fill(others, 3000);
        scope.longs(others, 2000);
      }
    }
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** With h = x and y = h · h, dy/dx = 2 x, however often h is shared and y computed. */
  @Test
  void carriesGradientsThroughSegments() {
    engine.autograd().activations(Activations.RECOMPUTED);
    engine.autograd().track(x);
    try (GradientMode recording = engine.autograd().recording()) {
      NDArray hidden = engine.autograd().shared(same(x));
      NDArray first = square(hidden);
      NDArray second = square(hidden);
      NDArray y =
          engine.kernels().call("sum_of_products", List.of(first), List.of(scope.scalar(1)));
      engine.autograd().backward(y, scope.scalar(1));
      assertThat(second.getFloat()).isEqualTo(74);
    }
    assertThat(engine.autograd().gradient(x).orElseThrow().toFloatArray()).containsExactly(10, 14);
  }

  private NDArray square(NDArray array) {
    List<NDArray> inputs = List.of(same(array), same(array));
    return engine
        .autograd()
        .segment(
            inputs,
            in ->
                List.of(
                    engine
                        .kernels()
                        .call("sum_of_products", List.of(in.get(0)), List.of(in.get(1)))))
        .get(0);
  }

  private NDArray same(NDArray array) {
    return engine.kernels().call("same", array);
  }

  /**
   * Three times a scalar whose derivatives are given: by the weight, the unit matrix; by x Wᵀ, (1,
   * 2), of which 3 · (1, 2) ⊗ x goes on to the weight; by x, which is a constant.
   */
  @Test
  void takesKnownDerivativesInPlaceOfRecords() {
    try (GradientMode recording = engine.autograd().recording()) {
      NDArray value =
          engine
              .autograd()
              .withDerivatives(
                  scope.scalar(6),
                  List.of(weight, product(), x),
                  List.of(
                      scope.floats(new float[] {1, 0, 0, 1}, 2, 2),
                      scope.floats(new float[] {1, 2}, 1, 2),
                      scope.floats(new float[] {9, 9}, 1, 2)));
      NDArray tripled = engine.kernels().call("scaled", value, 3.0);
      assertThat(tripled.getFloat()).isEqualTo(18);
      engine.autograd().backward(tripled, scope.scalar(1));
    }
    assertThat(gradient()).containsExactly(18, 21, 30, 45);
    assertThat(engine.autograd().gradient(x)).isEmpty();
  }

  @Test
  void hasNoGradientBeforeABackwardPass() {
    assertThat(engine.autograd().gradient(weight)).isEmpty();
  }

  @Test
  void recordsOnlyWhenAsked() {
    assertNotRecorded(product());
    try (GradientMode recording = engine.autograd().recording()) {
      NDArray recorded = product();
      try (GradientMode paused = engine.autograd().paused()) {
        assertNotRecorded(product());
      }
      engine.autograd().backward(recorded, ones());
      engine.autograd().backward(product(), ones());
    }
    assertNotRecorded(product());
    assertThat(gradient()).containsExactly(10, 14, 10, 14);
  }

  @Test
  void untrackedLeavesAreConstants() {
    engine.autograd().untrack(weight);
    try (GradientMode recording = engine.autograd().recording()) {
      assertNotRecorded(product());
    }
  }

  private void assertNotRecorded(NDArray y) {
    assertThatThrownBy(() -> engine.autograd().backward(y, ones()))
        .isInstanceOf(KernelException.class)
        .hasMessageStartingWith("Cannot differentiate: shape=(1, 2), cotangent=(1, 2); ")
        .hasMessageEndingWith("; compute it from tracked leaves while recording");
  }

  private NDArray ones() {
    return scope.floats(new float[] {1, 1}, 1, 2);
  }

  /** Cutting a computation in two and handing the gradient over gives the gradient of the whole. */
  @Test
  void backwardPassesCanBeCutIntoSegments() {
    try (GradientMode recording = engine.autograd().recording()) {
      NDArray first = product();
      NDArray cut = engine.autograd().detached(first);
      engine.autograd().track(cut);
      NDArray second = engine.kernels().call("gelu", cut);
      engine.autograd().backward(second, ones());
      NDArray handedOver = engine.autograd().gradient(cut, scope.manager()).orElseThrow();
      engine.autograd().backward(first, handedOver);
    }
    // gelu's slope at 19 and 43 is 1 in float32.
    assertThat(gradient()).containsExactly(5, 7, 5, 7);
  }

  @Test
  void refusesTheBfloat16ArrayThatWouldEndTheVm() {
    assertThatThrownBy(() -> scope.zeros(DataType.BFLOAT16, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot make an array: type=bfloat16; ");
  }

  @Test
  void bfloat16TravelsBetweenKernels() {
    NDArray narrow = engine.kernels().call("to_bfloat16", scope.floats(new float[] {1.001f, 3}, 2));
    assertThat(engine.kernels().call("to_float", narrow).toFloatArray()).containsExactly(1, 3);
  }
}
