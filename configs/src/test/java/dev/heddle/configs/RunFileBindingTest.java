package dev.heddle.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.heddle.configs.Examples.CausalSettings;
import dev.heddle.configs.Examples.Dataset;
import dev.heddle.configs.Examples.Hub;
import dev.heddle.configs.Examples.MaskedSettings;
import dev.heddle.configs.Examples.Run;
import dev.heddle.configs.Examples.Schedule;
import dev.heddle.configs.Examples.Trainer;
import dev.heddle.configs.Examples.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileBindingTest {
  @TempDir Path folder;
  private RunFileFixture files;

  @BeforeEach
  void smallestRunFile() {
    files = new RunFileFixture(folder).write("run.yaml", "dataset: {path: corpus}\n");
  }

  @Test
  void absentKeysHaveTheirDefaults() {
    Run run = files.bind();
    assertThat(run.outputDir()).isEqualTo("runs/x");
    assertThat(run.dataset()).isEqualTo(new Dataset(List.of("corpus"), 512, List.of(), Map.of()));
    assertThat(run.trainer())
        .isEqualTo(
            new Trainer(
                1e-4,
                1000,
                Schedule.LINEAR,
                new Workers(0),
                false,
                Optional.empty(),
                List.of(0.9, 0.999)));
    assertThat(run.objective().settings()).isEqualTo(new MaskedSettings(0.15, false));
    assertThat(run.second()).isEmpty();
    assertThat(run.hub()).isEmpty();
  }

  @Test
  void everyKeyIsReadFromItsText() {
    files.write(
        "run.yaml",
        """
        output_dir: 2024
        dataset:
          path: [a, 'b, c']
          max_seq_length: 0x80
          options: {fs.s3a.endpoint: here, fs: {s3a: {region: eu}}}
        objective: {type: clm, label_smoothing: 1, whole_word: True}
        second: {method: mlm}
        trainer:
          learning_rate: 2e-5
          max_steps: 1e6
          lr_scheduler_type: warmup_stable_decay
          num_workers: 4
          gradient_checkpointing: true
          save_total_limit: 2
          betas:
            - 0.8
            - .95
        hub: {hub_token: "${TOKEN}"}
        """);
    Run run = files.load(Map.of("TOKEN", "hunter2")).bind(Run.class);
    assertThat(run.outputDir()).isEqualTo("2024");
    assertThat(run.dataset().path()).containsExactly("a", "b, c");
    assertThat(run.dataset().maxSeqLength()).isEqualTo(128);
    assertThat(run.dataset().options())
        .containsExactly(entry("fs.s3a.endpoint", "here"), entry("fs.s3a.region", "eu"));
    assertThat(run.objective().variant()).isInstanceOf(Examples.Causal.class);
    assertThat(run.objective().settings()).isEqualTo(new CausalSettings(1, true));
    assertThat(run.second().orElseThrow().variant()).isInstanceOf(Examples.Masked.class);
    assertThat(run.trainer())
        .isEqualTo(
            new Trainer(
                2e-5,
                1_000_000,
                Schedule.WARMUP_STABLE_DECAY,
                new Workers(4),
                true,
                Optional.of(2),
                List.of(0.8, 0.95)));
    assertThat(run.hub()).contains(new Hub(Optional.of("hunter2"), "https://hub.example"));
  }

  @Test
  void nullMeansDefault() {
    files.write(
        "run.yaml",
        "{output_dir: ~, dataset: {path: a, max_seq_length: null, exclude: }, trainer: , hub: null}");
    Run run = files.bind();
    assertThat(run.outputDir()).isEqualTo("runs/x");
    assertThat(run.dataset().maxSeqLength()).isEqualTo(512);
    assertThat(run.dataset().exclude()).isEmpty();
    assertThat(run.trainer().maxSteps()).isEqualTo(1000);
    assertThat(run.hub()).isEmpty();
  }

  @Test
  void foreignNamesAreReadWithAWarning() {
    files.write("run.yaml", "dataset:\n  data_path: a\n  cutoff_len: 64\n");
    RunFile file = files.load(Map.of(), "dataset.sequence_len=32");
    assertThat(file.bind(Run.class).dataset().maxSeqLength()).isEqualTo(32);
    assertThat(file.warnings().stream().map(files::shortened))
        .containsExactly(
            "run.yaml:2: dataset.data_path is an alias; write dataset.path",
            "run.yaml:3: dataset.cutoff_len is an alias; write dataset.max_seq_length",
            "command line: dataset.sequence_len is an alias; write dataset.max_seq_length");
  }

  @Test
  void twoNamesOfOneKeyAreRefused() {
    files.write("run.yaml", "dataset:\n  path: a\n  data_path: b\n");
    assertThat(files.problems())
        .containsExactly("run.yaml:3: dataset.data_path; the same key as dataset.path; keep one");
  }

  @Test
  void theCommandLineWinsAndItsLastWordCounts() {
    Run run =
        files.bind(
            "trainer.max_steps=5",
            "dataset.path=[x, y]",
            "trainer.max_steps=6",
            "output_dir='a: b'",
            "dataset.exclude=*.md",
            "dataset.options.fs.s3a.endpoint=there",
            "hub.endpoint=null",
            "trainer.lr_scheduler_type=constant");
    assertThat(run.trainer().maxSteps()).isEqualTo(6);
    assertThat(run.dataset().path()).containsExactly("x", "y");
    assertThat(run.outputDir()).isEqualTo("a: b");
    assertThat(run.dataset().exclude()).containsExactly("*.md");
    assertThat(run.dataset().options()).containsExactly(entry("fs.s3a.endpoint", "there"));
    assertThat(run.hub().orElseThrow().endpoint()).isEqualTo("https://hub.example");
    assertThat(run.trainer().lrSchedulerType()).isEqualTo(Schedule.CONSTANT);
  }

  @Test
  void aValueMayHoldTheSignThatEndsTheKey() {
    assertThat(files.bind("output_dir=s3a://b/day=1").outputDir()).isEqualTo("s3a://b/day=1");
  }

  @Test
  void theKeysOfAVariantCanBeOverridden() {
    assertThat(files.bind("objective.mlm_probability=0.3").objective().settings())
        .isEqualTo(new MaskedSettings(0.3, false));
  }

  @Test
  void anotherVariantKeepsTheKeysItKnowsAndLeavesTheOthersWithAWarning() {
    files.write(
        "run.yaml",
        "dataset: {path: a}\nobjective: {type: mlm, mlm_probability: 0.3, whole_word: true}\n");
    RunFile file = files.load(Map.of(), "objective.type=clm");
    assertThat(file.bind(Run.class).objective().settings()).isEqualTo(new CausalSettings(0, true));
    assertThat(file.warnings().stream().map(files::shortened))
        .containsExactly(
            "run.yaml:2: objective.mlm_probability is left out; objective.type=clm has no such key");
  }

  @Test
  void noneLeavesAnOptionalChoiceOut() {
    files.write("run.yaml", "dataset: {path: a}\nsecond: {method: mlm, whole_word: true}\n");
    RunFile file = files.load(Map.of(), "second.method=none");
    assertThat(file.bind(Run.class).second()).isEmpty();
    assertThat(file.warnings().stream().map(files::shortened))
        .containsExactly(
            "run.yaml:2: second.whole_word is left out; second.method=none has no such key");
  }
}
