package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run in this JVM from text to model, and what can be done with its folder afterwards. */
class TrainIT {
  @TempDir static Path folder;

  private static TinyRunFile tiny;
  private static RunFolder run;
  private static CommandRun prepared;
  private static FileTime shardsMade;
  private static CommandRun trained;

  @BeforeAll
  static void prepareAndTrain() throws IOException {
    tiny = TinyRunFile.in(folder);
    run = new RunFolder(tiny.output());
    prepared = tiny.run("prepare");
    shardsMade = Files.getLastModifiedTime(tiny.shards().resolve("manifest.json"));
    trained = tiny.run("train");
  }

  @Test
  void theLastLineSaysWhatCameOut() throws IOException {
    assertThat(trained.exitCode()).as(trained.error()).isZero();

    JsonNode summary = trained.lastLine();

    assertThat(summary.fieldNames())
        .toIterable()
        .containsExactly(
            "output_dir", "steps", "tokens", "seconds", "tokens_per_second", "train_loss", "eval");
    assertThat(summary.get("output_dir").asText()).isEqualTo(tiny.output().toString());
    assertThat(summary.get("steps").asLong()).isEqualTo(12);
    assertThat(summary.get("tokens").asLong()).isBetween(12L * 8 * 16, 12L * 8 * 32);
    assertThat(summary.get("tokens_per_second").asDouble()).isPositive();
    assertThat(summary.get("train_loss").asDouble())
        .isCloseTo(meanOfLosses(), Percentage.withPercentage(10));
    assertThat(summary.get("eval").fieldNames())
        .toIterable()
        .contains("loss", "unigram_entropy", "masked_accuracy");
    assertThat(trained.output().lines()).hasSize(1);
  }

  private static double meanOfLosses() throws IOException {
    return run.losses().values().stream().mapToDouble(Double::parseDouble).average().orElseThrow();
  }

  @Test
  void theFolderHoldsTheModelAndHowItWasMade() throws IOException {
    assertThat(run.names())
        .contains("run.yaml", "environment.json", "trainer_log.jsonl", "report.html", "README.md")
        .contains("config.json", "model.safetensors")
        .contains("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")
        .contains("train_results.json", "eval_results.json", "all_results.json")
        .contains("trainer_state.json", "checkpoint-4", "checkpoint-8", "checkpoint-12")
        .noneMatch(name -> name.startsWith("_temporary"));
    assertThat(run.losses()).containsOnlyKeys(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    assertThat(run.json("config.json").get("model_type").asText()).isEqualTo("modernbert");
    assertThat(run.json("trainer_state.json").get("global_step").asLong()).isEqualTo(12);
    assertThat(Files.readString(run.path().resolve("run.yaml"))).contains("max_steps: 12");
  }

  @Test
  void theSavedRunFileGivesTheSameRunAgain() throws IOException {
    Path again = folder.resolve("again");

    CommandRun repeated =
        CommandRun.of("train", run.path().resolve("run.yaml").toString(), "output_dir=" + again);

    assertThat(repeated.exitCode()).as(repeated.error()).isZero();
    assertThat(new RunFolder(again).losses()).isEqualTo(run.losses());
    assertThat(new RunFolder(again).hashes(12)).isEqualTo(run.hashes(12));
  }

  @Test
  void shardsThatAreThereAreUsed() throws IOException {
    assertThat(prepared.exitCode()).as(prepared.error()).isZero();
    assertThat(prepared.lastLine().get("made").asBoolean()).isTrue();
    assertThat(Files.getLastModifiedTime(tiny.shards().resolve("manifest.json")))
        .isEqualTo(shardsMade);
    assertThat(tiny.run("prepare").lastLine().get("made").asBoolean()).isFalse();
  }

  @Test
  void aFolderThatHoldsARunIsRefusedUnlessItMayBeOverwritten() throws IOException {
    String other = "output_dir=" + folder.resolve("other");
    assertThat(tiny.run("train", other, "trainer.max_steps=2").exitCode()).isZero();
    FileTime log = Files.getLastModifiedTime(folder.resolve("other/trainer_log.jsonl"));

    CommandRun second = tiny.run("train", other, "trainer.max_steps=1");

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.error())
        .contains("Cannot start a run: output_dir=")
        .contains("it holds a run already")
        .contains("overwrite_output_dir=true");
    assertThat(Files.getLastModifiedTime(folder.resolve("other/trainer_log.jsonl"))).isEqualTo(log);
    CommandRun third = tiny.run("train", other, "trainer.max_steps=1", "overwrite_output_dir=true");
    assertThat(third.exitCode()).as(third.error()).isZero();
    assertThat(new RunFolder(folder.resolve("other")).losses()).containsOnlyKeys(1L);
    assertThat(new RunFolder(folder.resolve("other")).checkpoints()).containsExactly(1L);
  }

  @Test
  void evaluatingGivesTheLossThatTheRunEndedWith() throws IOException {
    JsonNode expected = trained.lastLine().get("eval");

    CommandRun evaluated = tiny.run("evaluate");

    assertThat(evaluated.exitCode()).as(evaluated.error()).isZero();
    JsonNode summary = evaluated.lastLine();
    assertThat(summary.get("steps").asLong()).isEqualTo(12);
    for (String metric : new String[] {"loss", "unigram_entropy", "masked_accuracy"}) {
      assertThat(summary.get("eval").get("eval_" + metric)).isEqualTo(expected.get(metric));
    }
  }

  @Test
  void exportingBringsTheModelBack() throws IOException {
    Path model = run.path().resolve("model.safetensors");
    byte[] before = Files.readAllBytes(model);
    Files.delete(model);

    CommandRun exported = tiny.run("export");

    assertThat(exported.exitCode()).as(exported.error()).isZero();
    assertThat(exported.lastLine().get("steps").asLong()).isEqualTo(12);
    assertThat(model).hasBinaryContent(before);
  }
}
