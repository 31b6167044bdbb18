package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that train an adapter, from the run file to what other verbs make of their folders. */
class LoraIT {
  @TempDir static Path folder;
  private static AdaptedRunFiles files;
  private static CommandRun adapted;

  @BeforeAll
  static void train() throws IOException {
    files = AdaptedRunFiles.in(folder);
    CommandRun base = files.run("train", "base.yaml");
    assertThat(base.exitCode()).as(base.error()).isZero();
    adapted = files.run("train", "adapted.yaml");
    assertThat(adapted.exitCode()).as(adapted.error()).isZero();
  }

  @Test
  void theFolderIsOneOfPeftWithTheTokenizer() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("adapted"));
    assertThat(run.names())
        .contains("adapter_config.json", "adapter_model.safetensors", "tokenizer.json", "README.md")
        .doesNotContain("model.safetensors", "config.json");
    assertThat(run.json("adapter_config.json").get("base_model_name_or_path").asText())
        .isEqualTo(folder.resolve("base").toString());
    assertThat(folder.resolve("adapted/README.md"))
        .content()
        .contains("library_name: \"peft\"", "base_model: \"" + folder.resolve("base") + "\"");
  }

  /** Seven linear layers in each of two layers, rank 4: 4 · (in + out) numbers each. */
  @Test
  void onlyTheAdapterIsTrained() {
    long attention = 4 * ((32 + 32) + (32 + 16) + (32 + 16) + (32 + 32));
    long feedForward = 4 * 3 * (32 + 48);
    assertThat(adapted.error())
        .contains("trainable parameters = %,d".formatted(2 * (attention + feedForward)));
  }

  @Test
  void evaluationScoresTheAdaptedModel() throws IOException {
    CommandRun evaluated = files.run("evaluate", "adapted.yaml");
    assertThat(evaluated.exitCode()).as(evaluated.error()).isZero();
    assertThat(evaluated.lastLine().get("eval").get("eval_loss").asDouble())
        .isCloseTo(adapted.lastLine().get("eval").get("loss").asDouble(), within(1e-6));
  }

  @Test
  void theMergedModelWritesWhatBaseAndAdapterWrite() throws IOException {
    CommandRun merged = files.run("export", "adapted.yaml", "--merge");
    assertThat(merged.exitCode()).as(merged.error()).isZero();
    Path target = folder.resolve("adapted/merged");
    assertThat(new RunFolder(target).names())
        .containsExactly(
            "README.md",
            "config.json",
            "model.safetensors",
            "special_tokens_map.json",
            "tokenizer.json",
            "tokenizer_config.json");
    assertThat(text(target))
        .isEqualTo(text(folder.resolve("adapted")))
        .isNotEqualTo(text(folder.resolve("base")));
    CommandRun refused = files.run("export", "base.yaml", "--merge");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.error()).contains("Cannot merge: output_dir=", "hold no adapter");
  }

  private static String text(Path model) throws IOException {
    CommandRun written = CommandRun.of("generate", model.toString(), "max_new_tokens=12", "loom");
    assertThat(written.exitCode()).as(written.error()).isZero();
    return written.lastLine().get("texts").toString();
  }

  /** With a rate too small to change anything, the loss is that of the adapter it starts from. */
  @Test
  void anotherRunGoesOnFromTheAdapter() throws IOException {
    files.write("further.yaml", "path: " + files.adapted());
    CommandRun further =
        files.run(
            "train",
            "further.yaml",
            "output_dir=" + folder.resolve("further"),
            "trainer.max_steps=1",
            "trainer.learning_rate=1e-30");
    assertThat(further.exitCode()).as(further.error()).isZero();
    assertThat(further.lastLine().get("eval").get("loss").asDouble())
        .isCloseTo(adapted.lastLine().get("eval").get("loss").asDouble(), within(1e-6));
  }

  @Test
  void anAdapterNeedsAStoredModel() {
    CommandRun refused =
        files.run("train", "base.yaml", "peft.type=lora", "overwrite_output_dir=true");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.error())
        .contains("needs model.path: an adapter is stored without the model that it changes");
  }
}
