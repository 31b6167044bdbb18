package dev.heddle.configs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.configs.Examples.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileBaseTest {
  @TempDir Path folder;
  private RunFileFixture files;

  @BeforeEach
  void pair() {
    files =
        new RunFileFixture(folder)
            .write("base.yaml", "dataset: {path: a, exclude: [x, y]}\ntrainer: {max_steps: 7}\n")
            .write("run.yaml", "base: base.yaml\ndataset: {exclude: [z]}\n");
  }

  @Test
  void theRunFileWinsOverItsBaseKeyByKey() {
    Run run = files.bind("trainer.learning_rate=0.5");
    assertThat(run.dataset().path()).containsExactly("a");
    assertThat(run.dataset().exclude()).containsExactly("z");
    assertThat(run.trainer().maxSteps()).isEqualTo(7);
    assertThat(run.trainer().learningRate()).isEqualTo(0.5);
  }

  @Test
  void theBaseMayHaveAnAbsolutePathOrComeFromTheEnvironment() {
    files.write("run.yaml", "base: ${HERE}/base.yaml\n");
    Run run = files.load(Map.of("HERE", folder.toString())).bind(Run.class);
    assertThat(run.dataset().path()).containsExactly("a");
  }

  @Test
  void problemsOfTheBaseNameItAndComeAfterTheRunFiles() {
    files
        .write("base.yaml", "dataset: {path: a}\ntrainer:\n  max_steps: x\n")
        .write("run.yaml", "base: base.yaml\ntrainer:\n  learning_rate: 0\n  betas: y\n");
    assertThat(files.problems())
        .containsExactly(
            "run.yaml:4: trainer.betas[0]=y; must be a number",
            "base.yaml:3: trainer.max_steps=x; must be an integer");
  }

  @Test
  void aBaseStandsAlone() {
    files.write("base.yaml", "base: run.yaml\ndataset: {path: a}\n");
    assertThat(files.problems())
        .containsExactly(
            "base.yaml:1: base=run.yaml; a base cannot have a base of its own; copy its keys");
    files.write("run.yaml", "base: ./run.yaml\n");
    assertThat(files.problems())
        .containsExactly("run.yaml:1: base=./run.yaml; a run file cannot be its own base");
  }

  @Test
  void aBaseMustBeThere() {
    files.write("run.yaml", "dataset: {path: a}\nbase: bse.yaml\n");
    assertThat(files.problems("nonsense"))
        .isEqualTo(
            List.of(
                "run.yaml:2: base=bse.yaml; no such file; a relative path starts at the run file's"
                    + " folder",
                "command line: nonsense; must be key=value: trainer.max_steps=100"));
    files.write("run.yaml", "base: [a]\n");
    assertThat(files.problems())
        .containsExactly("run.yaml:1: base=[a]; must be the path of another run file");
  }
}
