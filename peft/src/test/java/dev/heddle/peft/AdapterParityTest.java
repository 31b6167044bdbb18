package dev.heddle.peft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.Model;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Adapters that PEFT made compute here what they compute there: LoRA and DoRA of linear layers, of
 * GPT-2's transposed ones and of tables, with patterns of ranks, biases and heads.
 */
class AdapterParityTest {
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> adapters() throws IOException {
    return AdapterFixture.all();
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void logitsAreThoseOfPeft(String name) {
    AdapterFixture fixture = new AdapterFixture(name);
    try (Model model = fixture.model(engine);
        Scope scope = engine.scope()) {
      float[] before = fixture.logits(model, scope).toFloatArray();
      fixture.adapter().method().attach(model, 1);
      float[] after = fixture.logits(model, scope).toFloatArray();
      float[] expected = fixture.expected("logits");
      assertThat(distance(after, expected)).isLessThan(2e-5);
      assertThat(distance(before, expected)).isGreaterThan(1e-2);
    }
  }

  /** Each within a thousandth of its length, as the models' own are. */
  @ParameterizedTest
  @MethodSource("adapters")
  @SuppressWarnings("try") // recording is open for its duration, never named
  void gradientsAreThoseOfPeft(String name) {
    AdapterFixture fixture = new AdapterFixture(name);
    try (Model model = fixture.model(engine);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      Map<String, NDArray> weights = fixture.adapter().method().attach(model, 1).weights();
      NDArray loss = fixture.loss(model, scope);
      assertThat(loss.getFloat()).isCloseTo(fixture.expected("loss")[0], within(1e-3f));
      engine.autograd().backward(loss, scope.scalar(1));
      assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(fixture.tensors());
      weights.forEach(
          (tensor, array) ->
              assertGradient(
                  tensor,
                  engine.autograd().gradient(array, scope.manager()).orElseThrow().toFloatArray(),
                  fixture.expected("gradient." + tensor)));
    }
  }

  private static void assertGradient(String tensor, float[] found, float[] expected) {
    assertThat(length(expected)).as("length of the gradient of %s", tensor).isPositive();
    assertThat(length(difference(found, expected)))
        .as("distance of the gradient of %s", tensor)
        .isLessThan(1e-3 * length(expected));
  }

  /** Frozen parameters are never reached, however many steps follow. */
  @ParameterizedTest
  @MethodSource("adapters")
  @SuppressWarnings("try") // recording is open for its duration, never named
  void onlyTheAdapterIsTrained(String name) {
    AdapterFixture fixture = new AdapterFixture(name);
    try (Model model = fixture.model(engine);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      Map<String, NDArray> weights = fixture.adapter().method().attach(model, 1).weights();
      engine.autograd().backward(fixture.loss(model, scope), scope.scalar(1));
      for (Parameter parameter : model.parameters()) {
        boolean isOfAdapter = weights.containsValue(parameter.value());
        assertThat(parameter.isTrainable()).as(parameter.name()).isEqualTo(isOfAdapter);
        assertThat(engine.autograd().gradient(parameter.value(), scope.manager()).isPresent())
            .as(parameter.name())
            .isEqualTo(isOfAdapter);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void configAndWeightsAreWrittenAsPeftWroteThem(String name) throws IOException {
    AdapterFixture fixture = new AdapterFixture(name);
    try (Model model = fixture.model(engine)) {
      Adapter adapter = fixture.adapter().method().attach(model, 1);
      JsonNode written =
          new ObjectMapper()
              .readTree(adapter.files(fixture.adapter().base()).get("adapter_config.json"));
      JsonNode original = fixture.adapter().config();
      written
          .properties()
          .forEach(
              entry -> {
                if (!List.of("target_modules", "modules_to_save", "auto_mapping")
                    .contains(entry.getKey())) {
                  assertThat(entry.getValue().toString())
                      .as(entry.getKey())
                      .isEqualTo(original.get(entry.getKey()).toString());
                }
              });
      adapter
          .weights()
          .forEach(
              (tensor, array) ->
                  assertThat(array.toFloatArray()).as(tensor).isEqualTo(fixture.stored(tensor)));
    }
  }

  private static float[] difference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    float[] difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double distance(float[] a, float[] b) {
    double largest = 0;
    for (float each : difference(a, b)) {
      largest = Math.max(largest, Math.abs(each));
    }
    return largest;
  }

  private static double length(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
