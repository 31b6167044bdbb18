package dev.heddle.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.storage.FolderInUse;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-05-06T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final Storage storage = HadoopStorage.local();

  @Test
  void everyStartGetsItsOwnFolderWhereTheTimeIsPartOfTheName() {
    try (OutputFolder run = create(folder + "/quick-{time}", false)) {
      assertThat(Path.of(run.uri())).isEqualTo(folder.resolve("quick-20260506-120000"));
    }
  }

  @Test
  void aFolderThatHoldsARunIsRefused() throws IOException {
    Files.writeString(folder.resolve("trainer_log.jsonl"), "{}");

    assertThatThrownBy(() -> create(folder.toString(), false))
        .hasMessageContaining("Cannot start a run: output_dir=")
        .hasMessageContaining("it holds a run already")
        .hasMessageContaining("overwrite_output_dir=true");
    assertThat(folder.resolve("trainer_log.jsonl")).exists();
  }

  @Test
  void overwritingDeletesWhatARunLeftAndNothingElse() throws IOException {
    Files.createDirectories(folder.resolve("checkpoint-20"));
    Files.writeString(folder.resolve("checkpoint-20/manifest.json"), "{}");
    Files.writeString(folder.resolve("model.safetensors"), "");
    Files.writeString(folder.resolve("thesis.tex"), "mine");

    create(folder.toString(), true).close();

    assertThat(folder.resolve("thesis.tex")).exists();
    assertThat(folder.resolve("checkpoint-20")).doesNotExist();
    assertThat(folder.resolve("model.safetensors")).doesNotExist();
  }

  @Test
  void theNewestRunIsTakenUpAgain() throws IOException {
    for (String time : new String[] {"20260101-000000", "20260301-000000", "20260201-000000"}) {
      Path run = Files.createDirectories(folder.resolve("quick-" + time));
      Files.writeString(run.resolve("run.yaml"), "");
    }
    Files.createDirectories(folder.resolve("quick-20260401-000000"));

    try (OutputFolder run = OutputFolder.existing(storage, folder + "/quick-{time}", "resume")) {
      assertThat(Path.of(run.uri())).isEqualTo(folder.resolve("quick-20260301-000000"));
    }
  }

  @Test
  void whereNoRunIsThereIsNothingToResume() {
    assertThatThrownBy(() -> OutputFolder.existing(storage, folder + "/none", "resume"))
        .hasMessage(
            "Cannot resume: output_dir=%s/none; no run is there; train first, or correct the folder"
                .formatted(folder));
  }

  @Test
  void aFolderInUseIsRefused() {
    try (OutputFolder first = create(folder.toString(), false)) {
      assertThat(first.uri()).isNotNull();
      assertThatThrownBy(() -> create(folder.toString(), true)).isInstanceOf(FolderInUse.class);
    }
  }

  private OutputFolder create(String outputDir, boolean overwrite) {
    return OutputFolder.create(storage, outputDir, overwrite, NOON);
  }
}
