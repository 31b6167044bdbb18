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
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  static List<String> all() {
    return PytorchFixture.all();
  }

  static List<String> withLogits() {
    return those(fixture -> fixture.has("logits"));
  }

  static List<String> languageModels() {
    return those(fixture -> fixture.has("correct") && fixture.has("labels"));
  }

  static List<String> pairs() {
    return those(fixture -> fixture.has("memory"));
  }

  private static List<String> those(Predicate<PytorchFixture> wanted) {
    return all().stream().filter(name -> wanted.test(new PytorchFixture(name))).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void parametersHaveHuggingFacesNames(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (Model model = fixture.model(engine, Precision.FP32)) {
      assertThat(model.parameters())
          .extracting(Parameter::name)
          .containsExactlyInAnyOrderElementsOf(fixture.parameterNames());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void hiddenStatesAgree(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      assertClose(FixturePass.of(model, fixture, scope).hidden(), fixture.expected("hidden"), 1e-4);
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pairs")
  void memoriesAgree(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (SequenceToSequenceModel model =
            (SequenceToSequenceModel) fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      assertClose(FixturePass.memory(model, fixture, scope), fixture.expected("memory"), 1e-4);
    }
  }

  /** PyTorch computed them padded on the right and, where that is the same text, on the left. */
  @ParameterizedTest
  @MethodSource("withLogits")
  void logitsAgree(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      NDArray logits = FixturePass.of(model, fixture, scope).logits();
      assertClose(logits, fixture.expected("logits"), 1e-4);
      if (fixture.has("left_logits")) {
        assertClose(logits, fixture.expected("left_logits"), 1e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void lossAgrees(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      float loss = FixturePass.of(model, fixture, scope).loss().getFloat();
      float expected = fixture.expected("loss")[0];
      assertThat(loss).isCloseTo(expected, offset(1e-5f * Math.abs(expected)));
    }
  }

  @ParameterizedTest
  @MethodSource("languageModels")
  void correctPredictionsAgree(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      if (model instanceof LanguageModel language) {
        NDArray hidden = FixturePass.of(model, fixture, scope).hidden();
        TokenLoss loss = language.loss(hidden, fixture.rows(), fixture.labels());
        assertThat(loss.correct().getLong()).isEqualTo(fixture.longs("correct")[0]);
      }
    }
  }

  /**
   * Each gradient within 0.1 % of its own length, and a millionth of the length of all together for
   * those near zero.
   */
  @ParameterizedTest
  @MethodSource("all")
  void gradientsAgree(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      backward(model, fixture, scope);
      Map<String, float[]> expected = new HashMap<>();
      model.parameters().forEach(p -> expected.put(p.name(), fixture.gradient(p.name(), p.size())));
      double all =
          Math.sqrt(expected.values().stream().mapToDouble(PytorchParityTest::squares).sum());
      for (Parameter parameter : model.parameters()) {
        float[] right = expected.get(parameter.name());
        float[] ours =
            engine
                .autograd()
                .gradient(parameter.value())
                .map(NDArray::toFloatArray)
                .orElseGet(() -> new float[right.length]);
        assertThat(distance(ours, right))
            .as(parameter.name())
            .isLessThanOrEqualTo(1e-3 * Math.sqrt(squares(right)) + 1e-6 * all);
      }
    }
  }

  private static void backward(Model model, PytorchFixture fixture, Scope scope) {
    try (GradientMode recording = engine.autograd().recording()) {
      NDArray loss = FixturePass.of(model, fixture, scope).loss();
      engine.autograd().backward(loss, scope.scalar(1));
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
