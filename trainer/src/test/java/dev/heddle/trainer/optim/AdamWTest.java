package dev.heddle.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expected values: {@code src/test/python/optimizer_fixtures.py}. */
class AdamWTest {

  private static final Offset<Float> CLOSE = within(2e-6f);

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
  void followsPyTorchThroughSixClippedUpdates() throws IOException {
    JsonNode fixture = fixture();
    List<Parameter> parameters =
        List.of(
            parameter(fixture, "weight", Role.WEIGHT),
            parameter(fixture, "bias", Role.BIAS),
            parameter(fixture, "norm", Role.NORM));
    FlatGradients gradients = new FlatGradients(engine, parameters);
    AdamW optimizer = new AdamW(engine, gradients, settings(0.1));
    for (JsonNode step : fixture.path("steps")) {
      parameters.forEach(parameter -> backward(parameter, step.path("gradients")));
      gradients.gather();
      double norm = gradients.clip(5);
      optimizer.update(step.path("rate").asDouble());
      assertThat(norm).isCloseTo(step.path("norm").asDouble(), within(1e-5));
      for (Parameter parameter : parameters) {
        String name = parameter.name();
        assertClose(parameter.value(), step.path("parameters").path(name));
        assertClose(optimizer.state().get("exp_avg." + name), step.path("exp_avg").path(name));
        assertClose(
            optimizer.state().get("exp_avg_sq." + name), step.path("exp_avg_sq").path(name));
      }
    }
    assertThat(optimizer.updates()).isEqualTo(6);
  }

  /** Shards (3) and (4) of a gradient: norm 5, coefficient 0.2. */
  @Test
  void clipsByTheNormOfAllParametersTogether() {
    Parameter one = constant("one", 0);
    Parameter other = constant("other", 0);
    FlatGradients gradients = new FlatGradients(engine, List.of(one, other));
    addGradient(one, 3);
    addGradient(other, 4);
    gradients.gather();
    assertThat(gradients.clip(1)).isEqualTo(5);
    assertThat(gradients.windows().get(0).getFloat()).isCloseTo(0.6f, within(1e-6f));
    assertThat(gradients.windows().get(1).getFloat()).isCloseTo(0.8f, within(1e-6f));
  }

  @Test
  void leavesGradientsBelowTheLimitAndWithoutLimitAlone() {
    Parameter one = constant("one", 0);
    FlatGradients gradients = new FlatGradients(engine, List.of(one));
    addGradient(one, 3);
    gradients.gather();
    assertThat(gradients.clip(4)).isEqualTo(3);
    assertThat(gradients.clip(0)).isEqualTo(3);
    assertThat(gradients.windows().get(0).getFloat()).isEqualTo(3);
  }

  @Test
  void tellsANormThatIsNotFinite() {
    Parameter one = constant("one", 0);
    FlatGradients gradients = new FlatGradients(engine, List.of(one));
    addGradient(one, Float.NaN);
    gradients.gather();
    assertThat(gradients.clip(1)).isNaN();
  }

  @Test
  void accumulatesUntilGatheredThenStartsFromZero() {
    Parameter one = constant("one", 0);
    Parameter unreached = constant("unreached", 0);
    FlatGradients gradients = new FlatGradients(engine, List.of(one, unreached));
    addGradient(one, 3);
    addGradient(one, 4);
    gradients.gather();
    assertThat(gradients.windows().get(0).getFloat()).isEqualTo(7);
    gradients.exchange(buffer -> buffer.put(1, 9));
    assertThat(gradients.windows().get(1).getFloat()).isEqualTo(9);
    addGradient(one, 1);
    gradients.gather();
    assertThat(gradients.windows().get(0).getFloat()).isEqualTo(1);
    assertThat(gradients.windows().get(1).getFloat()).isZero();
  }

  @Test
  void decaysOnlyTheRolesThatDecay() {
    Parameter weight = constant("weight", 1);
    Parameter embedding =
        new Parameter("embedding", engine.root().create(1f), Role.EMBEDDING, engine.autograd());
    FlatGradients gradients = new FlatGradients(engine, List.of(weight, embedding));
    AdamWSettings settings =
        new AdamWSettings(0.9, 0.99, 1e-8, 0.5, EnumSet.of(Role.EMBEDDING, Role.NORM));
    new AdamW(engine, gradients, settings).update(0.1);
    assertThat(weight.value().getFloat()).isCloseTo(0.95f, within(1e-7f));
    assertThat(embedding.value().getFloat()).isEqualTo(1);
  }

  private static AdamWSettings settings(double decay) {
    return new AdamWSettings(0.9, 0.98, 1e-8, decay, EnumSet.of(Role.BIAS, Role.NORM));
  }

  private Parameter parameter(JsonNode fixture, String name, Role role) {
    long[] shape =
        StreamSupport.stream(fixture.path("shapes").path(name).spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .toArray();
    NDArray value =
        engine
            .root()
            .create(
                floats(fixture.path("start").path(name)), new ai.djl.ndarray.types.Shape(shape));
    return new Parameter(name, value, role, engine.autograd());
  }

  private Parameter constant(String name, float value) {
    return new Parameter(name, engine.root().create(value), Role.WEIGHT, engine.autograd());
  }

  private void backward(Parameter parameter, JsonNode gradients) {
    float[] gradient = floats(gradients.path(parameter.name()));
    try (Scope scope = engine.scope()) {
      backward(parameter, scope.floats(gradient, parameter.shape().getShape()));
    }
  }

  private void addGradient(Parameter parameter, float gradient) {
    try (Scope scope = engine.scope()) {
      backward(parameter, scope.scalar(gradient));
    }
  }

  /** The gradient of {@code sum(parameter · 1 · cotangent)}. */
  @SuppressWarnings("try") // open for its duration, never named
  private void backward(Parameter parameter, NDArray gradient) {
    try (GradientMode recording = engine.autograd().recording();
        NDArray y = parameter.value().mul(1)) {
      engine.autograd().backward(y, gradient);
    }
  }

  private static void assertClose(NDArray found, JsonNode expected) {
    float[] values = found.toFloatArray();
    assertThat(values).hasSize(expected.size());
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isCloseTo((float) expected.get(i).asDouble(), CLOSE);
    }
  }

  private static float[] floats(JsonNode numbers) {
    float[] floats = new float[numbers.size()];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) numbers.get(i).asDouble());
    return floats;
  }

  private static JsonNode fixture() throws IOException {
    try (InputStream in = AdamWTest.class.getResourceAsStream("adamw.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
