package dev.heddle.objectives.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.configs.Choice;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.objectives.Backward;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.TeacherColumns;
import dev.heddle.objectives.Workplace;
import dev.heddle.objectives.masked.MaskedLmProvider;
import dev.heddle.objectives.masked.MaskedLmSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a teacher's answers are worth once they are kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredTeacherTest {
  private static final int TOKENS = 11;

  private TensorEngine engine;

  @BeforeAll
  void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  /** Kept whole, but for rounding to 16 bits. */
  @Test
  void allIdsKeptAreTheTeacherItself() {
    double live = loss(settings(Optional.empty()), Fixture.samples()).loss();
    for (CacheSettings.Form form :
        List.of(CacheSettings.Form.TAIL_BUCKET, CacheSettings.Form.RENORMALISED)) {
      CacheSettings cache = new CacheSettings(form, TOKENS, 1);
      assertThat(loss(settings(Optional.of(cache)), answered(cache)).loss())
          .as(form.name())
          .isCloseTo(live, within(1e-3));
    }
  }

  /** The mean of 2,000 draws lies within 4 % of the divergence that it estimates. */
  @Test
  void manyDrawsEstimateTheDivergence() {
    CacheSettings cache = new CacheSettings(CacheSettings.Form.SAMPLED, 1, 2000);
    LossSums live = loss(settings(Optional.empty()), Fixture.samples());
    LossSums drawn = loss(settings(Optional.of(cache)), answered(cache));
    double expected = live.metrics().get("divergence").mean();
    assertThat(drawn.metrics().get("divergence").mean())
        .isCloseTo(expected, within(0.04 * expected));
    assertThat(drawn.metrics()).doesNotContainKey("teacher_agreement");
  }

  @Test
  void askingAgainGivesTheSameWhateverElseIsAsked() {
    for (TeacherColumns.Selection selection : TeacherColumns.Selection.values()) {
      TeacherColumns columns = columns(selection, 4);
      try (Teacher teacher = teacher()) {
        TeacherAnswers answers = new TeacherAnswers(teacher, columns, TOKENS);
        List<PackedSample> samples = Fixture.samples().stream().map(EpochSample::sample).toList();
        List<Map<String, int[]>> together = answers.of(samples);
        for (int i = 0; i < samples.size(); i++) {
          Map<String, int[]> alone = answers.of(List.of(samples.get(i))).get(0);
          assertThat(alone.get(TeacherColumns.IDS))
              .hasSize(4 * samples.get(i).inputIds().length)
              .isEqualTo(together.get(i).get(TeacherColumns.IDS));
          assertThat(alone.get(TeacherColumns.LOG_PROBABILITIES))
              .hasSize(5 * samples.get(i).inputIds().length);
        }
      }
    }
  }

  @Test
  void refusesMoreIdsThanThereAre() {
    try (Teacher teacher = teacher()) {
      assertThatThrownBy(
              () ->
                  new TeacherAnswers(
                      teacher, columns(TeacherColumns.Selection.MOST_LIKELY, 12), TOKENS))
          .hasMessage(
              "Cannot keep a teacher's answers: objective.teacher.cache.top_k=12; its vocabulary"
                  + " has 11 tokens; lower it");
    }
  }

  @Test
  void refusesShardsWithOtherAnswers() {
    DistillationProvider provider = new DistillationProvider();
    DistillationSettings wanted =
        settings(Optional.of(new CacheSettings(CacheSettings.Form.TAIL_BUCKET, 4, 1)));
    Map<String, String> found =
        provider
            .teacherColumns(
                settings(Optional.of(new CacheSettings(CacheSettings.Form.TAIL_BUCKET, 8, 1))))
            .orElseThrow()
            .description();
    assertThatThrownBy(() -> provider.create(wanted, Fixture.data(found)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the shards were made with teacher_k=8, the run file asks for 4");
    assertThatThrownBy(() -> provider.create(wanted, Fixture.data()))
        .hasMessageContaining("the shards were made with teacher_k=none");
  }

  @Test
  void refusesTasksThatAskSomethingElseEveryTime() {
    DistillationSettings masked =
        new DistillationSettings(
            new Choice<>(new MaskedLmProvider(), MaskedLmSettings.standard()),
            new TeacherSettings(
                "anywhere",
                Precision.FP32,
                Optional.of(new CacheSettings(CacheSettings.Form.TAIL_BUCKET, 4, 1))),
            2,
            Divergence.FORWARD_KL,
            0.5,
            0.5,
            new HiddenSettings(0));
    assertThatThrownBy(() -> Fixture.objective(masked))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot create objective distillation: objective.task.type=mlm; it asks something else"
                + " every time, so answers cannot be kept; leave out objective.teacher.cache");
  }

  private LossSums loss(DistillationSettings settings, List<EpochSample> samples) {
    try (LanguageModel student = Fixture.model("llama", engine);
        Distillation<?> objective = Fixture.objective(settings)) {
      return evaluate(objective, student, samples);
    }
  }

  private static <B extends HostBatch> LossSums evaluate(
      Objective<B> objective, LanguageModel student, List<EpochSample> samples) {
    objective.open(Workplace.alone(student, Fixture.STORAGE, 1));
    try (Scope scope = student.engine().scope()) {
      B batch = objective.collate(samples, Occasion.evaluation());
      return objective.step(batch, new Step(student, scope, Backward.NONE));
    }
  }

  private List<EpochSample> answered(CacheSettings cache) {
    try (Teacher teacher = teacher()) {
      TeacherAnswers answers =
          new TeacherAnswers(teacher, columns(cache.selection(), cache.kept()), TOKENS);
      List<PackedSample> samples = Fixture.samples().stream().map(EpochSample::sample).toList();
      List<Map<String, int[]>> columns = answers.of(samples);
      List<EpochSample> with = new ArrayList<>();
      for (int i = 0; i < samples.size(); i++) {
        with.add(new EpochSample(0, samples.get(i).with(columns.get(i))));
      }
      return with;
    }
  }

  private Teacher teacher() {
    return Teacher.load(
        Fixture.STORAGE,
        Fixture.place("gemma2"),
        Precision.FP32,
        engine,
        Fixture.data().manifest().orElseThrow().tokenizerFingerprint(),
        CausalLanguageModel.class);
  }

  private static TeacherColumns columns(TeacherColumns.Selection selection, int k) {
    return new TeacherColumns("gemma2", Precision.FP32, 2, selection, k);
  }

  private static DistillationSettings settings(Optional<CacheSettings> cache) {
    return new DistillationSettings(
        Fixture.clm(),
        new TeacherSettings(Fixture.place("gemma2").toString(), Precision.FP32, cache),
        2,
        Divergence.FORWARD_KL,
        0.5,
        0.9,
        new HiddenSettings(0));
  }
}
