package dev.heddle.configs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.configs.Examples.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsAndReferencesTest {
  private static final String SECRET = "hunter2";

  @TempDir Path folder;
  private RunFileFixture files;

  @BeforeEach
  void folder() {
    files = new RunFileFixture(folder);
  }

  @Test
  void referencesAreResolvedWhereverAValueStands() {
    files.write(
        "run.yaml",
        """
        output_dir: ${HOME_DIR}/runs/${NAME:-first}
        dataset: {path: ["${HOME_DIR}/a", '$${HOME_DIR}', 5$], max_seq_length: "${LENGTH}"}
        trainer: {max_steps: "${STEPS:-7}"}
        hub:
          endpoint: ${ENDPOINT:-}
        """);
    Run run = files.load(Map.of("HOME_DIR", "/h", "LENGTH", "64")).bind(Run.class);
    assertThat(run.outputDir()).isEqualTo("/h/runs/first");
    assertThat(run.dataset().path()).containsExactly("/h/a", "${HOME_DIR}", "5$");
    assertThat(run.dataset().maxSeqLength()).isEqualTo(64);
    assertThat(run.trainer().maxSteps()).isEqualTo(7);
    assertThat(run.hub().orElseThrow().endpoint()).isEqualTo("https://hub.example");
  }

  @Test
  void problemsShowTheReferenceAndNotItsValue() {
    files.write(
        "run.yaml",
        """
        output_dir: ${NOT_SET}
        dataset: {path: a, max_seq_length: "${SMALL}"}
        trainer:
          max_steps: ${WORD}
          num_workers: ${WORD}
          lr_scheduler_type: ${WORD}
        objective:
          type: ${WORD}
        hub:
          endpoint: ${broken
        """);
    assertThat(files.problems(Map.of("SMALL", "-3", "WORD", SECRET)))
        .containsExactly(
            "run.yaml:1: output_dir=${NOT_SET}; environment variable NOT_SET is not set; set it, or"
                + " write ${NOT_SET:-default}",
            "run.yaml:2: dataset.max_seq_length=\"${SMALL}\"; must be above 0",
            "run.yaml:4: trainer.max_steps=${WORD}; must be an integer",
            "run.yaml:5: trainer.num_workers=${WORD}; must be auto or a count, not '***'",
            "run.yaml:6: trainer.lr_scheduler_type=${WORD}; must be one of constant, linear,"
                + " warmup_stable_decay",
            "run.yaml:8: objective.type=${WORD}; must be one of clm, mlm",
            "run.yaml:10: hub.endpoint=${broken; write ${NAME} or ${NAME:-default}, or $${ for a"
                + " literal ${");
  }

  @Test
  void workersGetEveryValueInTheOpen() {
    files.write(
        "run.yaml",
        """
        output_dir: ${HOME_DIR}/runs
        dataset: {path: ['$${NOT_A_REFERENCE}']}
        hub:
          hub_token: ${TOKEN}
        """);
    Run run = files.load(Map.of("HOME_DIR", "/h", "TOKEN", SECRET)).bind(Run.class);

    String open = RunFile.openYaml(run);
    RunFile there = RunFile.ofOpenYaml("run.yaml", open, List.of());

    assertThat(there.bind(Run.class)).isEqualTo(run);
    assertThat(
            RunFile.ofOpenYaml("run.yaml", open, List.of("trainer.max_steps=3"))
                .bind(Run.class)
                .trainer()
                .maxSteps())
        .isEqualTo(3);
    assertThat(there.resolvedYaml(run)).doesNotContain(SECRET);
  }

  @Test
  void secretsAreInNoMessage() {
    files.write(
        "run.yaml",
        """
        dataset: {path: a, options: {fs.s3a.secret.key: [hunter2]}}
        hub:
          hub_token: [hunter2]
          hub_tokn: hunter2
          api_key: hunter2
        hbu: {password: hunter2}
        """);
    assertThat(files.problems("hub_token hunter2", "hub.hub_token:hunter2"))
        .containsExactly(
            "run.yaml:1: dataset.options.fs.s3a.secret.key=***; must be text",
            "run.yaml:3: hub.hub_token=***; must be text",
            "run.yaml:4: hub.hub_tokn=***; unknown key of hub; did you mean hub.hub_token?",
            "run.yaml:5: hub.api_key=***; unknown key of hub; known keys are hub_token, endpoint",
            "run.yaml:6: hbu={password: ***}; unknown key; did you mean hub?",
            "command line: hub_token…; must be key=value: trainer.max_steps=100",
            "command line: hub.hub_token…; must be key=value: trainer.max_steps=100");
    files.write("run.yaml", "dataset: {path: a}\nhub: {hub_token: abc}\n");
    assertThat(files.problems())
        .containsExactly("run.yaml:2: hub.hub_token=***; must have 4 letters or more");
  }

  @Test
  void theResolvedFileKeepsReferencesAndMasksSecrets() {
    files.write(
        "run.yaml",
        """
        output_dir: ${PLACE}/x
        dataset: {path: a, options: {fs.s3a.secret.key: hunter2, fs.s3a.path: b}}
        trainer:
          max_steps: ${STEPS}
        hub:
          hub_token: ${TOKEN}
        """);
    RunFile file = files.load(Map.of("PLACE", "/secret", "STEPS", "12", "TOKEN", SECRET));
    Run run = file.bind(Run.class);
    assertThat(file.resolvedYaml(run))
        .isEqualTo(
            """
            output_dir: "${PLACE}/x"

            dataset:
              path: [a]
              max_seq_length: 512
              exclude: []
              options:
                fs.s3a.secret.key: "***"
                fs.s3a.path: b

            objective:
              type: mlm
              mlm_probability: 0.15
              whole_word: false
            second: null

            trainer:
              learning_rate: 1e-4
              max_steps: "${STEPS}"
              lr_scheduler_type: linear
              num_workers: auto
              gradient_checkpointing: false
              save_total_limit: null
              betas: [0.9, 0.999]

            hub:
              hub_token: "${TOKEN}"
              endpoint: https://hub.example
            """);
  }

  @Test
  void aChangedValueIsWrittenInPlaceOfItsReference() {
    files.write("run.yaml", "output_dir: ${PLACE}\ndataset: {path: a}\n");
    RunFile file = files.load(Map.of("PLACE", "/a"));
    Run run = file.bind(Run.class);
    Run changed =
        new Run("/b", run.dataset(), run.objective(), run.second(), run.trainer(), run.hub());
    assertThat(file.resolvedYaml(changed)).startsWith("output_dir: /b\n");
  }

  @Test
  void aMaskDoesNotPassForASecret() {
    files.write("run.yaml", "dataset: {path: a}\nhub: {hub_token: '***'}\n");
    assertThat(files.problems())
        .containsExactly(
            "run.yaml:2: hub.hub_token=***; stands for a secret that was not written; give it as"
                + " ${NAME}");
  }

  @Test
  void aSecretWithADefaultIsMaskedWhole() {
    files.write("run.yaml", "dataset: {path: a}\nhub:\n  hub_token: ${TOKEN:-hunter2}\n");
    RunFile file = files.load(Map.of());
    assertThat(file.resolvedYaml(file.bind(Run.class)))
        .contains("hub_token: \"***\"")
        .doesNotContain(SECRET);
  }
}
