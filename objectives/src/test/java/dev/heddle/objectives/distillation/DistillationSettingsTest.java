package dev.heddle.objectives.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.Choice;
import dev.heddle.configs.ConfigException;
import dev.heddle.configs.RunFile;
import dev.heddle.models.engine.Precision;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.TeacherColumns;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistillationSettingsTest {

  /** The part of a run file that names an objective. */
  record Section(Choice<ObjectiveProvider<?>> objective) {}

  @Test
  void defaults() {
    DistillationSettings settings = bind("teacher: {path: models/large}");
    assertThat(settings.task().variant().name()).isEqualTo("clm");
    assertThat(settings.teacher())
        .isEqualTo(new TeacherSettings("models/large", Precision.FP32, Optional.empty()));
    assertThat(settings.temperature()).isEqualTo(2);
    assertThat(settings.divergence()).isEqualTo(Divergence.FORWARD_KL);
    assertThat(settings.beta()).isEqualTo(0.5);
    assertThat(settings.alpha()).isEqualTo(0.5);
    assertThat(settings.hidden().weight()).isZero();
    assertThat(new DistillationProvider().teacherColumns(settings)).isEmpty();
  }

  @Test
  void everyKey() {
    DistillationSettings settings =
        bind(
            """
            task: {type: mlm, mlm_probability: 0.3}
            teacher: {path: models/large, precision: bf16}
            temperature: 4
            divergence: jensen_shannon
            beta: 0.1
            alpha: 1
            hidden: {weight: 0.25}
            """);
    assertThat(settings.task().variant().name()).isEqualTo("mlm");
    assertThat(settings.teacher().precision()).isEqualTo(Precision.BF16);
    assertThat(settings.temperature()).isEqualTo(4);
    assertThat(settings.divergence()).isEqualTo(Divergence.JENSEN_SHANNON);
    assertThat(settings.beta()).isEqualTo(0.1);
    assertThat(settings.alpha()).isEqualTo(1);
    assertThat(settings.hidden().weight()).isEqualTo(0.25);
  }

  @Test
  void aCacheAsksTheTeacherBeforeTheTraining() {
    DistillationSettings settings =
        bind("teacher: {path: models/large, cache: {top_k: 8}}\ntemperature: 1");
    assertThat(settings.teacher().cache())
        .contains(new CacheSettings(CacheSettings.Form.TAIL_BUCKET, 8, 50));
    assertThat(new DistillationProvider().teacherColumns(settings))
        .contains(
            new TeacherColumns(
                "models/large", Precision.FP32, 1, TeacherColumns.Selection.MOST_LIKELY, 8));
    DistillationSettings drawn = bind("teacher: {path: models/large, cache: {form: sampled}}");
    assertThat(new DistillationProvider().teacherColumns(drawn).orElseThrow().k()).isEqualTo(50);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(
            () ->
                bind(
                    """
                    teacher: {path: models/large, cache: {top_k: 0}}
                    temperature: 0
                    beta: 1
                    alpha: 1.5
                    hidden: {weight: -1}
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("objective.teacher.cache.top_k")
        .hasMessageContaining("objective.hidden.weight");
    assertThatThrownBy(() -> bind("teacher: {path: x}\ntemperature: 0\nbeta: 1\nalpha: 1.5"))
        .hasMessageContaining("objective.temperature")
        .hasMessageContaining("must be above 0 and below 1")
        .hasMessageContaining("objective.alpha");
    assertThatThrownBy(() -> bind("temperature: 1")).hasMessageContaining("objective.teacher.path");
  }

  @Test
  void keptAnswersAllowNoOtherDivergence() {
    assertThatThrownBy(
            () ->
                bind("teacher: {path: x, cache: {}}\ndivergence: reverse_kl\nhidden: {weight: 1}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be forward_kl where teacher.cache is given")
        .hasMessageContaining("must be of weight 0 where teacher.cache is given");
  }

  @Test
  void aMisspeltKeyOfATaskIsFound() {
    assertThatThrownBy(() -> bind("teacher: {path: x}\ntask: {type: mlm, mlm_probabilty: 0.3}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("objective.task.mlm_probabilty")
        .hasMessageContaining("objective.task.mlm_probability");
  }

  private static DistillationSettings bind(String lines) {
    String yaml = "objective:\n  type: distillation\n" + lines.strip().indent(2);
    return (DistillationSettings)
        RunFile.ofOpenYaml("test", yaml, List.of()).bind(Section.class).objective().settings();
  }
}
