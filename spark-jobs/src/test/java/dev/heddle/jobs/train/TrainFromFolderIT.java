package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that start from the folder that another run left. */
class TrainFromFolderIT {
  private static final String YAML =
      """
      output_dir: %1$s/continued
      dataset:
        path: [%1$s/corpus]
        prepared_path: %1$s/shards-of-continued
        max_seq_length: 32
        val_size: 0.2
      model:
        path: %1$s/run
      objective:
        type: mlm
      trainer:
        max_steps: 1
        per_device_train_batch_size: 8
        learning_rate: 1.0e-30
        weight_decay: 0
        device: cpu
      """;

  @TempDir static Path folder;

  private static double lossOfTheFirst;
  private static CommandRun continued;

  @BeforeAll
  static void trainAndContinue() throws IOException {
    CommandRun first = TinyRunFile.in(folder).run("train");
    assertThat(first.exitCode()).as(first.error()).isZero();
    lossOfTheFirst = first.lastLine().get("eval").get("loss").asDouble();
    Files.writeString(folder.resolve("run/generation_config.json"), "{\"eos_token_id\": 3}");
    Files.writeString(folder.resolve("continue.yaml"), YAML.formatted(folder));
    continued = run();
  }

  @Test
  void aRunStartsFromWeightsAndTokenizerOfTheFolder() throws IOException {
    assertThat(continued.exitCode()).as(continued.error()).isZero();
    // The rate is too small to change anything but zeros.
    assertThat(continued.lastLine().get("eval").get("loss").asDouble())
        .isCloseTo(lossOfTheFirst, within(1e-6));
    assertThat(folder.resolve("continued/tokenizer.json"))
        .hasSameTextualContentAs(folder.resolve("run/tokenizer.json"));
    assertThat(folder.resolve("continued/run.yaml"))
        .content()
        .contains("tokenizer:\n  path: " + folder.resolve("run"));
  }

  @Test
  void whatTheFolderHasBesidesIsCarriedAlong() throws IOException {
    assertThat(folder.resolve("continued/checkpoint-1/generation_config.json"))
        .hasContent("{\"eos_token_id\": 3}");
    assertThat(folder.resolve("continued/generation_config.json"))
        .hasContent("{\"eos_token_id\": 3}");
    assertThat(folder.resolve("continued/README.md"))
        .content()
        .contains("A modernbert model trained further from `" + folder.resolve("run") + "`");
  }

  @Test
  void aResumedRunDoesNotNeedTheFoldersModel() throws IOException {
    Path start = Files.createDirectory(folder.resolve("start"));
    for (String name : new String[] {"config.json", "model.safetensors", "tokenizer.json"}) {
      Files.copy(folder.resolve("run").resolve(name), start.resolve(name));
    }
    String[] moved = {"model.path=" + start, "output_dir=" + folder.resolve("resumed")};
    assertThat(run(moved).exitCode()).isZero();
    Files.delete(start.resolve("config.json"));
    Files.delete(start.resolve("model.safetensors"));

    CommandRun resumed =
        run(moved[0], moved[1], "trainer.max_steps=2", "trainer.resume_from_checkpoint=true");

    assertThat(resumed.exitCode()).as(resumed.error()).isZero();
    assertThat(new RunFolder(folder.resolve("resumed")).checkpoints()).containsExactly(1L, 2L);
  }

  @Test
  void aLargerTokenizerNeedsMoreRows() throws IOException {
    Path larger = folder.resolve("larger");
    CommandRun prepared =
        new TinyRunFile(folder)
            .run("prepare", "tokenizer.vocab_size=450", "dataset.prepared_path=" + larger);
    assertThat(prepared.exitCode()).as(prepared.error()).isZero();
    String[] overrides = {
      "tokenizer.path=" + larger,
      "dataset.prepared_path=" + folder.resolve("larger-shards"),
      "output_dir=" + folder.resolve("larger-run"),
      "overwrite_output_dir=true",
      "model.resize_embeddings=true"
    };

    CommandRun refused = run(overrides[0], overrides[1], overrides[2], "trainer.max_failures=0");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.error())
        .contains("its vocabulary has 400 tokens, the tokenizer 450; ")
        .contains("model.resize_embeddings=true");

    CommandRun grown = run(overrides);
    assertThat(grown.exitCode()).as(grown.error()).isZero();
    assertThat(
            new RunFolder(folder.resolve("larger-run"))
                .json("config.json")
                .get("vocab_size")
                .asInt())
        .isEqualTo(450);
  }

  @Test
  void aFolderThatCannotBeUsedIsRefusedBeforeAnythingIsPrepared() {
    CommandRun refused =
        run(
            "model.path=" + folder.resolve("nowhere"),
            "output_dir=" + folder.resolve("refused"),
            "dataset.prepared_path=" + folder.resolve("never"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.error())
        .contains("Cannot open model: folder=")
        .contains("nowhere; no folder is there; ");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  private static CommandRun run(String... overrides) {
    String[] arguments = new String[overrides.length + 2];
    arguments[0] = "train";
    arguments[1] = folder.resolve("continue.yaml").toString();
    System.arraycopy(overrides, 0, arguments, 2, overrides.length);
    return CommandRun.of(arguments);
  }
}
