package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored decoder is trained by an objective that needs tokens which it does not have. */
class AddedTokensIT {

  private static final String FIRST =
      """
      output_dir: %1$s/first
      dataset:
        path: [%1$s/corpus]
        prepared_path: %1$s/shards
        max_seq_length: 32
        val_size: 0.2
      tokenizer:
        vocab_size: 400
      model:
        architecture: llama
        hidden_size: 16
        intermediate_size: 24
        num_hidden_layers: 1
        num_attention_heads: 2
        max_position_embeddings: 64
      objective:
        type: clm
      trainer:
        max_steps: 2
        per_device_train_batch_size: 8
        device: cpu
      """;

  private static final String SECOND =
      """
      output_dir: %1$s/second
      dataset:
        path: [%1$s/corpus]
        prepared_path: %1$s/shards-of-second
        max_seq_length: 32
        val_size: 0.2
      model:
        path: %1$s/first
      objective:
        type: ul2
      trainer:
        max_steps: 2
        save_steps: 1
        per_device_train_batch_size: 8
        learning_rate: 1.0e-3
        device: cpu
      """;

  @TempDir static Path folder;

  private static CommandRun second;

  @BeforeAll
  static void train() throws IOException {
    TinyRunFile.in(folder);
    CommandRun first = run("first", FIRST);
    assertThat(first.exitCode()).as(first.error()).isZero();
    second = run("second", SECOND);
  }

  /** An end of sequence, three modes and a hundred sentinels behind 400 tokens. */
  @Test
  void itGrowsByRowsWithoutBeingAskedTo() throws IOException {
    assertThat(second.exitCode()).as(second.error()).isZero();
    RunFolder trained = new RunFolder(folder.resolve("second"));
    assertThat(trained.json("config.json").get("vocab_size").asInt()).isEqualTo(504);
    assertThat(trained.json("tokenizer_config.json").get("eos_token").asText()).isEqualTo("</s>");
    JsonNode added = trained.json("tokenizer.json").get("added_tokens");
    assertThat(added.get(5).get("content").asText()).isEqualTo("</s>");
    assertThat(added.get(6).get("id").asInt()).isEqualTo(401);
    assertThat(added).hasSize(5 + 104);
  }

  /** What was added is there already; nothing is added twice. */
  @Test
  void aRunFromItsFolderStartsWithAllOfThem() throws IOException {
    String yaml =
        SECOND
            .replace("output_dir: %1$s/second", "output_dir: %1$s/third")
            .replace("shards-of-second", "shards-of-third")
            .replace("path: %1$s/first", "path: %1$s/second");
    CommandRun third = run("third", yaml);
    assertThat(third.exitCode()).as(third.error()).isZero();
    assertThat(new RunFolder(folder.resolve("third")).json("config.json").get("vocab_size").asInt())
        .isEqualTo(504);
    assertThat(folder.resolve("third/tokenizer.json"))
        .hasSameTextualContentAs(folder.resolve("second/tokenizer.json"));
  }

  private static CommandRun run(String name, String yaml) throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, yaml.formatted(folder));
    return CommandRun.of("train", file.toString());
  }
}
