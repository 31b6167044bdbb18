package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that need others. */
class PrerequisitesIT {
  private static final String YAML =
      """
      needs: [%2$s]
      output_dir: %1$s/second
      dataset:
        path: [%1$s/corpus]
        prepared_path: %1$s/shards-of-second
        max_seq_length: 32
        val_size: 0.2
      model:
        path: %1$s/run
      objective:
        type: mlm
      trainer:
        max_steps: 2
        per_device_train_batch_size: 8
        device: cpu
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    TinyRunFile.in(folder);
    needing("run.yaml");
  }

  @Test
  void areMadeOnceByPrepareAndThenLeftAlone() throws IOException {
    CommandRun prepared = second("prepare");
    assertThat(prepared.exitCode()).as(prepared.error()).isZero();
    assertThat(folder.resolve("second")).doesNotExist();
    FileTime made = Files.getLastModifiedTime(folder.resolve("run/model.safetensors"));
    CommandRun trained = second("train");
    assertThat(trained.exitCode()).as(trained.error()).isZero();
    assertThat(trained.error()).contains("There already: run.yaml");
    assertThat(Files.getLastModifiedTime(folder.resolve("run/model.safetensors"))).isEqualTo(made);
    // The copy of the run file in the output folder works where it lies.
    assertThat(folder.resolve("second/run.yaml")).content().contains("needs: []");
  }

  @Test
  void goOnWhereTheyWereInterrupted() throws IOException {
    CommandRun first = TinyRunFile.in(folder).run("train");
    assertThat(first.exitCode()).as(first.error()).isZero();
    Files.delete(folder.resolve("run/README.md"));
    CommandRun trained = second("train");
    assertThat(trained.exitCode()).as(trained.error()).isZero();
    assertThat(trained.error()).contains("Making what this run needs: run.yaml");
    assertThat(folder.resolve("run/README.md")).exists();
  }

  @Test
  void anUnknownRunFileAndACircleAreRefused() throws IOException {
    needing("nowhere.yaml");
    assertThat(second("train").error())
        .contains("Cannot start a run: needs=nowhere.yaml in ")
        .contains("must name a run file beside it");
    needing("second.yaml");
    assertThat(second("prepare").error())
        .contains("needs=second.yaml")
        .contains("that does not need this one");
  }

  @Test
  void whatNoSettingNamesIsNotMade() {
    CommandRun other =
        CommandRun.of(
            "train",
            folder.resolve("second.yaml").toString(),
            "model.path=" + folder.resolve("elsewhere"));
    assertThat(other.error()).contains("elsewhere");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aFolderThatNobodyCanNameIsRefused() throws IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, Files.readString(file).replace("/run\n", "/run-{time}\n"));
    assertThat(second("train").error()).contains("must lie in a folder without {time}");
  }

  private void needing(String name) throws IOException {
    Files.writeString(folder.resolve("second.yaml"), YAML.formatted(folder, name));
  }

  private CommandRun second(String verb) {
    return CommandRun.of(verb, folder.resolve("second.yaml").toString());
  }
}
