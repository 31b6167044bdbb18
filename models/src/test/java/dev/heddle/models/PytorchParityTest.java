package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forward and backward passes against Hugging Face's transformers on PyTorch. */
class PytorchParityTest {
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "modernbert-biases", "modernbert-long", "bert"})
  void parametersHaveHuggingFacesNames(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (MaskedLanguageModel model = fixture.model(engine, Precision.FP32)) {
      assertThat(model.parameters())
          .extracting(Parameter::name)
          .containsExactlyInAnyOrderElementsOf(fixture.parameterNames());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "modernbert-biases", "modernbert-long", "bert"})
  void hiddenStatesAndLogitsAgree(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (MaskedLanguageModel model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      NDArray hidden = model.encode(fixture.tokens(), scope);
      int[] all = IntStream.range(0, fixture.tokens().size()).toArray();
      assertClose(hidden, fixture.expected("hidden"), 1e-4);
      assertClose(model.logits(hidden, all), fixture.expected("logits"), 1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "modernbert-biases", "modernbert-long", "bert"})
  void lossAndCorrectPredictionsAgree(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (MaskedLanguageModel model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      NDArray hidden = model.encode(fixture.tokens(), scope);
      TokenLoss loss = model.loss(hidden, fixture.rows(), fixture.labels());
      float expected = fixture.expected("loss")[0];
      assertThat(loss.sum().getFloat()).isCloseTo(expected, offset(1e-5f * expected));
      assertThat(loss.correct().getLong()).isEqualTo(fixture.longs("correct")[0]);
    }
  }

  /**
   * Each gradient within 0.1 % of its own length, and a millionth of the length of all together for
   * those near zero.
   */
  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "modernbert-biases", "modernbert-long", "bert"})
  void gradientsAgree(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (MaskedLanguageModel model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      backward(model, fixture, scope);
      Map<String, float[]> expected = new HashMap<>();
      model
          .parameters()
          .forEach(p -> expected.put(p.name(), fixture.expected("gradient." + p.name())));
      double all =
          Math.sqrt(expected.values().stream().mapToDouble(PytorchParityTest::squares).sum());
      for (Parameter parameter : model.parameters()) {
        float[] right = expected.get(parameter.name());
        float[] ours = engine.autograd().gradient(parameter.value()).orElseThrow().toFloatArray();
        assertThat(distance(ours, right))
            .as(parameter.name())
            .isLessThan(1e-3 * Math.sqrt(squares(right)) + 1e-6 * all);
      }
    }
  }

  private static void backward(MaskedLanguageModel model, PytorchFixture fixture, Scope scope) {
    try (GradientMode recording = engine.autograd().recording()) {
      NDArray hidden = model.encode(fixture.tokens(), scope);
      TokenLoss loss = model.loss(hidden, fixture.rows(), fixture.labels());
      engine.autograd().backward(loss.sum(), scope.scalar(1));
    }
  }

  private static void assertClose(NDArray ours, float[] right, double tolerance) {
    float[] values = ours.toFloatArray();
    assertThat(values).hasSameSizeAs(right);
    for (int i = 0; i < right.length; i++) {
      assertThat((double) values[i]).as("element %d", i).isCloseTo(right[i], offset(tolerance));
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
