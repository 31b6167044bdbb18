package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import java.util.HashMap;
import java.util.Map;

/** Compares a fixture's model with what PyTorch computed. */
record Parity(TensorEngine engine, PytorchFixture fixture) {
  private static final double TOLERANCE = 1e-4;

  void hiddenStatesAgree() {
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      assertClose(FixturePass.of(model, fixture, scope).hidden(), "hidden");
    }
  }

  /** Encoder-decoders only. */
  void memoriesAgree() {
    try (SequenceToSequenceModel model =
            (SequenceToSequenceModel) fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      assertClose(FixturePass.memory(model, fixture, scope), "memory");
    }
  }

  /** Against each of PyTorch's {@code tensors}. */
  void logitsAgree(String... tensors) {
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      NDArray logits = FixturePass.of(model, fixture, scope).logits();
      for (String tensor : tensors) {
        assertClose(logits, tensor);
      }
    }
  }

  void lossAgrees() {
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      float loss = FixturePass.of(model, fixture, scope).loss().getFloat();
      float expected = fixture.expected("loss")[0];
      assertThat(loss).isCloseTo(expected, offset(1e-5f * Math.abs(expected)));
    }
  }

  /** Models that predict tokens only. */
  void correctPredictionsAgree() {
    try (LanguageModel model = (LanguageModel) fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      NDArray hidden = FixturePass.of(model, fixture, scope).hidden();
      TokenLoss loss = model.loss(hidden, fixture.rows(), fixture.labels());
      assertThat(loss.correct().getLong()).isEqualTo(fixture.longs("correct")[0]);
    }
  }

  /**
   * Each gradient within 0.1 % of its own length, and a millionth of the length of all together for
   * those near zero.
   */
  void gradientsAgree() {
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      backward(model, scope);
      Map<String, float[]> expected = new HashMap<>();
      model.parameters().forEach(p -> expected.put(p.name(), fixture.gradient(p.name(), p.size())));
      double all = Math.sqrt(expected.values().stream().mapToDouble(Parity::squares).sum());
      for (Parameter parameter : model.parameters()) {
        float[] right = expected.get(parameter.name());
        assertThat(distance(gradient(parameter, right.length), right))
            .as(parameter.name())
            .isLessThanOrEqualTo(1e-3 * Math.sqrt(squares(right)) + 1e-6 * all);
      }
    }
  }

  private void backward(Model model, Scope scope) {
    try (GradientMode recording = engine.autograd().recording()) {
      NDArray loss = FixturePass.of(model, fixture, scope).loss();
      engine.autograd().backward(loss, scope.scalar(1));
    }
  }

  private float[] gradient(Parameter parameter, int size) {
    return engine
        .autograd()
        .gradient(parameter.value())
        .map(NDArray::toFloatArray)
        .orElseGet(() -> new float[size]);
  }

  private void assertClose(NDArray ours, String tensor) {
    float[] right = fixture.expected(tensor);
    float[] values = ours.toFloatArray();
    assertThat(values).as(tensor).hasSameSizeAs(right);
    for (int i = 0; i < right.length; i++) {
      assertThat((double) values[i])
          .as("%s, element %d", tensor, i)
          .isCloseTo(right[i], offset(TOLERANCE));
    }
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
