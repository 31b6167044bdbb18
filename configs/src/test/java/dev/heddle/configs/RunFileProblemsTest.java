package dev.heddle.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunFileProblemsTest {
  @TempDir Path folder;

  /** One faulty section after {@code dataset: {path: a}} in line 1, and what is said of it. */
  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(
            "trainer:\n  learnin_rate: 1e-4",
            "run.yaml:3: trainer.learnin_rate=1e-4; unknown key of trainer; did you mean"
                + " trainer.learning_rate?"),
        arguments(
            "learning_rate: 1e-4",
            "run.yaml:2: learning_rate=1e-4; unknown key; did you mean trainer.learning_rate?"),
        arguments(
            "trainer: {cutoff_len: 64}",
            "run.yaml:2: trainer.cutoff_len=64; unknown key of trainer; did you mean"
                + " dataset.max_seq_length?"),
        arguments(
            "trianer: {max_steps: 5, hub_token: hunter2}",
            "run.yaml:2: trianer={max_steps: 5, hub_token: ***}; unknown key; did you mean"
                + " trainer?"),
        arguments(
            "hub: {colour: blue}",
            "run.yaml:2: hub.colour=blue; unknown key of hub; known keys are hub_token, endpoint"),
        arguments(
            "objective: {type: clm, mlm_probability: 0.3}",
            "run.yaml:2: objective.mlm_probability=0.3; unknown key of objective with type=clm;"
                + " did you mean second.mlm_probability?"),
        arguments(
            "objective: {type: clm, temperature: 2}",
            "run.yaml:2: objective.temperature=2; unknown key of objective with type=clm; known"
                + " keys are label_smoothing, whole_word"),
        arguments(
            "objective: {type: mml}",
            "run.yaml:2: objective.type=mml; must be one of clm, mlm; did you mean mlm?"),
        arguments(
            "objective: mlm",
            "run.yaml:2: objective=mlm; must be a section with key type, which must be one of clm,"
                + " mlm"),
        arguments(
            "second: {whole_word: true}",
            "run.yaml:2: second.method; required; must be one of clm, mlm"),
        arguments(
            "second: {methd: mlm}",
            "run.yaml:2: second.methd=mlm; unknown key of second; did you mean second.method?"),
        arguments(
            "objective: {mlm_probability: 1.5}",
            "run.yaml:2: objective.mlm_probability=1.5; must be from 0 to 1"),
        arguments(
            "trainer: {max_steps: ten}", "run.yaml:2: trainer.max_steps=ten; must be an integer"),
        arguments(
            "trainer: {max_steps: 2.5}", "run.yaml:2: trainer.max_steps=2.5; must be an integer"),
        arguments(
            "trainer: {max_steps: 1_000}",
            "run.yaml:2: trainer.max_steps=1_000; must be an integer"),
        arguments(
            "trainer: {max_steps: 1e30}",
            "run.yaml:2: trainer.max_steps=1e30; must be an integer from -9223372036854775808 to"
                + " 9223372036854775807"),
        arguments(
            "trainer: {save_total_limit: 3000000000}",
            "run.yaml:2: trainer.save_total_limit=3000000000; must be an integer from -2147483648"
                + " to 2147483647"),
        arguments(
            "trainer: {max_steps: '10'}",
            "run.yaml:2: trainer.max_steps=\"10\"; must be an integer without quotes"),
        arguments(
            "trainer: {max_steps: [10]}", "run.yaml:2: trainer.max_steps=[10]; must be an integer"),
        arguments(
            "trainer: {learning_rate: .inf}",
            "run.yaml:2: trainer.learning_rate=.inf; must be a finite number"),
        arguments(
            "trainer: {learning_rate: .nan}",
            "run.yaml:2: trainer.learning_rate=.nan; must be a finite number"),
        arguments(
            "trainer: {learning_rate: 1e999}",
            "run.yaml:2: trainer.learning_rate=1e999; must be a finite number"),
        arguments(
            "trainer: {learning_rate: -1e-4}",
            "run.yaml:2: trainer.learning_rate=-1e-4; must be above 0"),
        arguments(
            "trainer: {gradient_checkpointing: yes}",
            "run.yaml:2: trainer.gradient_checkpointing=yes; must be true or false"),
        arguments(
            "trainer: {lr_scheduler_type: linaer}",
            "run.yaml:2: trainer.lr_scheduler_type=linaer; must be one of constant, linear,"
                + " warmup_stable_decay; did you mean linear?"),
        arguments(
            "trainer: {num_workers: many}",
            "run.yaml:2: trainer.num_workers=many; must be auto or a count, not 'many'"),
        arguments("trainer: {betas: [0.9, x]}", "run.yaml:2: trainer.betas[1]=x; must be a number"),
        arguments(
            "trainer: {betas: [0.9, ~]}",
            "run.yaml:2: trainer.betas[1]=~; must be a number, not null"),
        arguments("trainer: {betas: 0.9}", "run.yaml:2: trainer.betas=0.9; must be two numbers"),
        arguments(
            "trainer: {betas: {a: 1}}", "run.yaml:2: trainer.betas={a: 1}; must be a list: [a, b]"),
        arguments(
            "hub: here", "run.yaml:2: hub=here; must be a section with keys hub_token, endpoint"),
        arguments("hub: {endpoint: ' '}", "run.yaml:2: hub.endpoint=\" \"; must not be blank"),
        arguments("output_dir: {a: b}", "run.yaml:2: output_dir={a: b}; must be text"),
        arguments(
            "trainer:\n  max_steps: 1\n  max_steps: 2",
            "run.yaml:4: trainer.max_steps; given twice, first in line 3; keep one"),
        arguments("7: x", "run.yaml:2: every key must be text; put it in quotes"),
        arguments(
            "output_dir: !secret x",
            "run.yaml:2: output_dir=!secret; tags have no meaning here; leave it out"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhereWhatAndWhatIsAllowed(String section, String problem) {
    RunFileFixture files = new RunFileFixture(folder);
    files.write("run.yaml", "dataset: {path: a}\n" + section + "\n");
    assertThat(files.problems()).containsExactly(problem);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("", "run.yaml: dataset.path; required; must be a list: [a, b]"),
        arguments("a", "run.yaml:1: must hold keys and values: `key: value`"),
        arguments("trainer:\n\tmax_steps: 1", "run.yaml:2: not valid YAML; "),
        arguments("a: 1\n---\nb: 2\n", "run.yaml:2: not valid YAML; "),
        arguments("a: [1, 2\nb: 3\n", "run.yaml:2: not valid YAML; "),
        arguments("a: 1\nb: \u0007\n", "run.yaml:2: not valid YAML; character U+0007"),
        arguments("a: *nowhere\n", "run.yaml:1: not valid YAML; "),
        arguments("a: &a {b: *a}\n", "run.yaml:1: a.b; an anchor cannot hold itself"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void namesTheLineOfTextThatIsNoRunFile(String text, String beginning) {
    RunFileFixture files = new RunFileFixture(folder).write("run.yaml", text);
    assertThat(files.problems().get(0)).startsWith(beginning);
  }

  @Test
  void namesEverythingAtOnceInTheOrderOfTheLines() {
    RunFileFixture files =
        new RunFileFixture(folder)
            .write("base.yaml", "base: other.yaml\ntrainer:\n  max_stps: 1\n")
            .write(
                "run.yaml",
                """
                base: base.yaml
                trainer:
                  learning_rate: -1
                  max_steps: -2
                  betas: [0.5]
                dataset:
                  max_seq_length: long
                  exclude: ${NOT_SET}
                objective:
                  type: mml
                hub:
                  endpoint: ''
                  endpont: x
                """);
    assertThatThrownBy(() -> files.bind("trainer.num_workers", "dataset.options=x"))
        .isInstanceOf(ConfigException.class)
        .extracting(failure -> files.shortened(failure.getMessage()))
        .isEqualTo(
            """
            Cannot use run.yaml: 13 problems
            run.yaml:3: trainer.learning_rate=-1; must be above 0
            run.yaml:4: trainer.max_steps=-2; must be 0 or above
            run.yaml:5: trainer.betas=[0.5]; must be two numbers
            run.yaml:6: dataset.path; required; must be a list: [a, b]
            run.yaml:7: dataset.max_seq_length=long; must be an integer
            run.yaml:8: dataset.exclude[0]=${NOT_SET}; environment variable NOT_SET is not set; \
            set it, or write ${NOT_SET:-default}
            run.yaml:10: objective.type=mml; must be one of clm, mlm; did you mean mlm?
            run.yaml:12: hub.endpoint=""; must not be blank
            run.yaml:13: hub.endpont=x; unknown key of hub; did you mean hub.endpoint?
            base.yaml:1: base=other.yaml; a base cannot have a base of its own; copy its keys
            base.yaml:3: trainer.max_stps=1; unknown key of trainer; did you mean trainer.max_steps?
            command line: trainer.num_workers; must be key=value: trainer.max_steps=100
            command line: dataset.options=x; must be a section of keys and values""");
  }

  @Test
  void checksRunOnlyOnWholeRecordsAndOnAllOfThem() {
    RunFileFixture files =
        new RunFileFixture(folder)
            .write("run.yaml", "dataset: {path: a, max_seq_length: 0}\ntrainer: {max_steps: x}\n");
    assertThat(files.problems("trainer.learning_rate=0"))
        .containsExactly(
            "run.yaml:1: dataset.max_seq_length=0; must be above 0",
            "run.yaml:2: trainer.max_steps=x; must be an integer");
  }

  @Test
  void aMissingFileIsOneProblem() {
    assertThat(new RunFileFixture(folder).problems())
        .containsExactly("run.yaml: no such file; check the path");
  }

  @Test
  void problemsAreAlsoGivenInParts() {
    RunFileFixture files =
        new RunFileFixture(folder).write("run.yaml", "dataset: {path: a, max_sq_length: 8}\n");
    assertThatThrownBy(() -> files.load(Map.of()).bind(Examples.Run.class))
        .isInstanceOfSatisfying(
            ConfigException.class,
            failure -> {
              Problem problem = failure.problems().get(0);
              assertThat(problem.line()).isEqualTo(1);
              assertThat(problem.key()).isEqualTo("dataset.max_sq_length");
              assertThat(problem.found()).isEqualTo("8");
              assertThat(problem.nearest()).contains("dataset.max_seq_length");
            });
  }

  @Test
  void overridesNameThemselves() {
    RunFileFixture files = new RunFileFixture(folder).write("run.yaml", "dataset: {path: a}\n");
    assertThat(
            files.problems(
                "trainer.max_steps",
                "=5",
                "token hunter2",
                "trainr.max_steps=5",
                "dataset.exclude=[a",
                "trainer.max_steps=x"))
        .containsExactly(
            "command line: trainer.max_steps; must be key=value: trainer.max_steps=100",
            "command line: …; must be key=value: trainer.max_steps=100",
            "command line: token…; must be key=value: trainer.max_steps=100",
            "command line: dataset.exclude; not valid YAML; expected ',' or ']', but got <stream"
                + " end>",
            "command line: trainr={max_steps: 5}; unknown key; did you mean trainer?",
            "command line: trainer.max_steps=x; must be an integer");
  }
}
