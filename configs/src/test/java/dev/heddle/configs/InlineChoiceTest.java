package dev.heddle.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heddle.configs.Examples.CausalSettings;
import dev.heddle.configs.Examples.Goal;
import dev.heddle.configs.Examples.MaskedSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineChoiceTest {
  @TempDir Path folder;

  record Plan(
      @Alias("base") Optional<String> path,
      @Inline @Discriminator("method") Optional<Choice<Goal<?>>> made) {
    Plan {
      Checks.of(Plan.class)
          .require(path.isPresent() != made.isPresent(), "path", path.orElse(""), "or method")
          .done();
    }
  }

  record Run(Plan plan) {}

  @Test
  void theDiscriminatorInTheSectionMakesTheChoice() {
    Plan plan = bind("plan: {method: mlm, mlm_probability: 0.3}").plan();

    assertThat(plan.path()).isEmpty();
    assertThat(plan.made().orElseThrow().settings()).isEqualTo(new MaskedSettings(0.3, false));
  }

  @Test
  void withoutItNoChoiceIsMade() {
    Plan plan = bind("plan: {path: hdfs:///m}").plan();

    assertThat(plan.path()).contains("hdfs:///m");
    assertThat(plan.made()).isEmpty();
    assertThat(bind("plan: {base: here, method: null}").plan().path()).contains("here");
  }

  @Test
  void bothAreWrittenAsTheyAreRead() {
    for (String text : List.of("plan: {method: clm, label_smoothing: 0.5}", "plan: {path: a}")) {
      RunFile file = load(text);
      Run run = file.bind(Run.class);
      String resolved = file.resolvedYaml(run);

      assertThat(RunFile.ofOpenYaml("again", resolved, List.of()).bind(Run.class)).isEqualTo(run);
      assertThat(RunFile.openYaml(run)).isEqualTo(resolved);
    }
    assertThat(load("plan: {method: clm}").bind(Run.class).plan().made().orElseThrow().settings())
        .isEqualTo(new CausalSettings(0, false));
  }

  @Test
  void everyProblemIsToldWithItsKey() {
    assertThat(problems("plan: {method: mlm, label_smoothing: 1}"))
        .containsExactly(
            "run.yaml:1: plan.label_smoothing=1; unknown key of plan with method=mlm; known keys"
                + " are mlm_probability, whole_word");
    assertThat(problems("plan: {path: a, mlm_probability: 0.2, methid: mlm}"))
        .containsExactly(
            "run.yaml:1: plan.mlm_probability=0.2; unknown key of plan; known keys are path,"
                + " method",
            "run.yaml:1: plan.methid=mlm; unknown key of plan; did you mean plan.method?");
    assertThat(problems("plan: {method: mml, path: a}"))
        .containsExactly("run.yaml:1: plan.method=mml; must be one of clm, mlm; did you mean mlm?");
    assertThat(problems("plan: {method: mlm, path: a}"))
        .containsExactly("run.yaml:1: plan.path=a; or method");
    assertThat(problems("{}")).containsExactly("run.yaml: plan.path; or method");
  }

  private Run bind(String text) {
    return load(text).bind(Run.class);
  }

  private RunFile load(String text) {
    return new RunFileFixture(folder).write("run.yaml", text).load(Map.of());
  }

  private List<String> problems(String text) {
    ConfigException failure =
        catchThrowableOfType(ConfigException.class, () -> load(text).bind(Run.class));
    return failure.problems().stream()
        .map(problem -> new RunFileFixture(folder).shortened(problem.toString()))
        .toList();
  }
}
