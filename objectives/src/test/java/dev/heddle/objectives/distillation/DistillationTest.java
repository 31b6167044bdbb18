package dev.heddle.objectives.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.objectives.Backward;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TokenObjective;
import dev.heddle.objectives.Workplace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tiny model learns from another; expectations are PyTorch's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistillationTest {
  private static final double KEPT_IN_16_BITS = 1e-3;

  private TensorEngine engine;

  /** What one training batch did. */
  private record Trained(LossSums sums, Map<String, float[]> gradients) {}

  @BeforeAll
  void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  static Stream<String> cases() {
    return Fixture.cases().stream().map(one -> one.path("name").asText());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossesAndGradientsArePytorchs(String name) {
    JsonNode one =
        Fixture.cases().stream()
            .filter(c -> c.path("name").asText().equals(name))
            .findFirst()
            .get();
    boolean kept = one.has("form");
    try (LanguageModel student = Fixture.model(one.path("student").asText(), engine);
        Distillation<?> objective = Fixture.objective(one)) {
      Trained found =
          train(objective, student, kept ? Fixture.samplesWithAnswers(one) : Fixture.samples());
      double tolerance = kept ? KEPT_IN_16_BITS : 1e-5;
      assertThat(found.sums().loss()).isCloseTo(one.path("loss").asDouble(), within(tolerance));
      assertMetric(found, "hard_loss", one.path("hard"), 1e-5);
      assertMetric(found, "divergence", one.path("divergence_value"), tolerance);
      assertMetric(found, "accuracy", one.path("accuracy"), 1e-9);
      if (found.sums().metrics().containsKey("teacher_agreement")) {
        assertMetric(found, "teacher_agreement", one.path("agreement"), 1e-9);
      }
      if (one.has("hidden_difference")) {
        assertMetric(found, "hidden_difference", one.path("hidden_difference"), 1e-5);
      }
      assertGradients(name, found.gradients(), kept ? KEPT_IN_16_BITS : 1e-5);
    }
  }

  private static void assertMetric(
      Trained found, String name, JsonNode expected, double tolerance) {
    assertThat(found.sums().metrics().get(name).mean())
        .as(name)
        .isCloseTo(expected.asDouble(), within(tolerance));
  }

  private static void assertGradients(String name, Map<String, float[]> found, double tolerance) {
    try (SafetensorsReader file = Fixture.gradients()) {
      List<String> expected =
          file.tensors().stream()
              .map(info -> info.name())
              .filter(tensor -> tensor.startsWith(name + "/"))
              .toList();
      assertThat(found).hasSameSizeAs(expected);
      for (String tensor : expected) {
        float[] wanted = Fixture.floats(file, tensor);
        assertThat(found.get(tensor.substring(name.length() + 1)))
            .as(tensor)
            .containsExactly(wanted, within((float) (tolerance * Math.max(1, largest(wanted)))));
      }
    }
  }

  @Test
  void aStudentThatIsItsTeacherHasNothingToLearn() {
    for (Divergence divergence : Divergence.values()) {
      DistillationSettings settings = settings("llama", divergence, 1, 0.7);
      try (LanguageModel student = Fixture.model("llama", engine);
          Distillation<?> objective = Fixture.objective(settings)) {
        Trained found = train(objective, student, Fixture.samples());
        assertThat(found.sums().loss()).as(divergence.name()).isCloseTo(0, within(1e-6));
        assertThat(found.sums().metrics().get("teacher_agreement").mean()).isEqualTo(1);
        assertThat(found.sums().metrics().get("hidden_difference").mean()).isZero();
        found
            .gradients()
            .forEach((name, values) -> assertThat(largest(values)).as(name).isLessThan(1e-6f));
      }
    }
  }

  @Test
  void theTeacherStaysAsItWas() {
    DistillationSettings settings = settings("gemma2", Divergence.FORWARD_KL, 0.5, 0);
    TokenObjective<?> task =
        (TokenObjective<?>) ObjectiveProvider.create(Fixture.clm(), Fixture.data());
    checkTeacher(task, settings);
  }

  private <B extends HostBatch> void checkTeacher(
      TokenObjective<B> task, DistillationSettings settings) {
    String fingerprint = Fixture.data().manifest().orElseThrow().tokenizerFingerprint();
    LiveTeacher<B> source = new LiveTeacher<>(task, settings, fingerprint);
    try (LanguageModel student = Fixture.model("llama", engine);
        LanguageModel stored = Fixture.model("gemma2", engine);
        Distillation<B> objective = new Distillation<>(task, settings, source, 11)) {
      train(objective, student, Fixture.samples());
      Model teacher = source.opened().model();
      assertThat(values(teacher)).usingRecursiveComparison().isEqualTo(values(stored));
      assertThat(teacher.parameters())
          .noneMatch(Parameter::isTrainable)
          .noneMatch(parameter -> engine.autograd().gradient(parameter.value()).isPresent());
    }
  }

  @Test
  void theOrderOfABatchDoesNotMatter() {
    DistillationSettings settings = settings("gemma2", Divergence.REVERSE_KL, 0.5, 0);
    List<EpochSample> reversed = new ArrayList<>(Fixture.samples());
    Collections.reverse(reversed);
    try (LanguageModel one = Fixture.model("llama", engine);
        LanguageModel other = Fixture.model("llama", engine);
        Distillation<?> objective = Fixture.objective(settings)) {
      Trained found = train(objective, one, Fixture.samples());
      Trained again = train(objective, other, reversed);
      assertThat(again.sums().loss()).isCloseTo(found.sums().loss(), within(1e-5));
      found
          .gradients()
          .forEach(
              (name, values) ->
                  assertThat(again.gradients().get(name)).containsExactly(values, within(1e-5f)));
    }
  }

  @Test
  void nothingAskedIsNothingLost() {
    DistillationSettings settings = settings("gemma2", Divergence.FORWARD_KL, 0.5, 0.5);
    try (LanguageModel student = Fixture.model("llama", engine);
        Distillation<?> objective = Fixture.objective(settings)) {
      EpochSample single = new EpochSample(0, new PackedSample(0, new int[] {3}, new int[] {1}));
      Trained found = train(objective, student, List.of(single));
      assertThat(found.sums()).isEqualTo(objective.zero());
      assertThat(found.sums().loss()).isZero();
      assertThat(found.gradients()).isEmpty();
    }
  }

  @Test
  void evaluationGivesTheTasksNumbersOfTheLabels() {
    DistillationSettings settings = settings("gemma2", Divergence.FORWARD_KL, 0.5, 0);
    try (LanguageModel student = Fixture.model("llama", engine);
        Distillation<?> objective = Fixture.objective(settings)) {
      LossSums sums = train(objective, student, Fixture.samples()).sums();
      assertThat(objective.evaluationMetrics(sums).get("perplexity"))
          .isCloseTo(Math.exp(sums.metrics().get("hard_loss").mean()), within(1e-9));
    }
  }

  @Test
  void aTeacherMayComputeInBf16() {
    DistillationSettings exact = settings("gemma2", Divergence.FORWARD_KL, 0.5, 0);
    DistillationSettings coarse =
        new DistillationSettings(
            exact.task(),
            new TeacherSettings(exact.teacher().path(), Precision.BF16, Optional.empty()),
            2,
            Divergence.FORWARD_KL,
            0.5,
            0.5,
            exact.hidden());
    try (LanguageModel one = Fixture.model("llama", engine);
        Distillation<?> fp32 = Fixture.objective(exact);
        Distillation<?> bf16 = Fixture.objective(coarse)) {
      double found = train(bf16, one, Fixture.samples()).sums().loss();
      double expected = train(fp32, one, Fixture.samples()).sums().loss();
      assertThat(found).isNotEqualTo(expected).isCloseTo(expected, within(2e-2));
    }
  }

  @Test
  void refusesATeacherOfOtherTokens() {
    assertThatThrownBy(
            () ->
                Teacher.load(
                    Fixture.STORAGE,
                    Fixture.place("gemma2"),
                    Precision.FP32,
                    engine,
                    "0123456789abcdef",
                    Model.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot load teacher: objective.teacher.path=")
        .hasMessageContaining("the data's 0123456789ab; predictions of other tokens");
  }

  private static DistillationSettings settings(
      String teacher, Divergence divergence, double alpha, double hidden) {
    return new DistillationSettings(
        Fixture.clm(),
        new TeacherSettings(Fixture.place(teacher).toString(), Precision.FP32, Optional.empty()),
        2,
        divergence,
        0.5,
        alpha,
        new HiddenSettings(hidden));
  }

  /** Opens the objective and accumulates the gradient of the mean loss. */
  @SuppressWarnings("try") // recording is open for its duration, never named
  private static <B extends HostBatch> Trained train(
      Objective<B> objective, Model student, List<EpochSample> samples) {
    Optional<Layer> own = objective.open(Workplace.alone(student, Fixture.STORAGE, 1));
    own.ifPresent(layer -> Fixture.fillProjection(layer, student.engine()));
    B batch = objective.collate(samples, Occasion.training(1, 0));
    double count = Math.max(1, batch.counts().get(DistillationBatch.LOSS));
    try (GradientMode recording = student.engine().autograd().recording();
        Scope scope = student.engine().scope()) {
      Backward backward =
          (name, sum) -> student.engine().autograd().backward(sum, scope.scalar(1 / count));
      LossSums sums = objective.step(batch, new Step(student, scope, backward));
      Map<String, float[]> gradients = new HashMap<>();
      Stream.concat(
              student.parameters().stream(),
              own.stream().flatMap(layer -> layer.parameters().stream()))
          .forEach(
              parameter ->
                  student
                      .engine()
                      .autograd()
                      .gradient(parameter.value())
                      .map(NDArray::toFloatArray)
                      .ifPresent(values -> gradients.put(parameter.name(), values)));
      return new Trained(sums, gradients);
    }
  }

  private static List<float[]> values(Model model) {
    return model.parameters().stream().map(p -> p.value().toFloatArray()).toList();
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
