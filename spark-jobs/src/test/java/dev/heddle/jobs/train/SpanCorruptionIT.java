package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encoder-decoder learns from a corpus, whose tokenizer gets the tokens that this needs. */
class SpanCorruptionIT {

  private static final String YAML =
      """
      output_dir: %1$s/one
      dataset:
        path: [%1$s/corpus]
        prepared_path: %1$s/shards
        max_seq_length: 64
        packing: wrapped
        add_special_tokens: false
        val_size: 0.2
      tokenizer:
        vocab_size: 400
      model:
        architecture: t5
        d_model: 24
        d_kv: 8
        d_ff: 32
        num_layers: 1
        num_decoder_layers: 1
        num_heads: 2
      objective:
        type: span_corruption
      trainer:
        max_steps: 12
        per_device_train_batch_size: 8
        learning_rate: 1.0e-3
        logging_steps: 1
        save_strategy: no
        device: cpu
      """;

  @TempDir static Path folder;

  private static CommandRun one;

  @BeforeAll
  static void train() throws IOException {
    TinyRunFile.in(folder);
    Files.writeString(folder.resolve("t5.yaml"), YAML.formatted(folder));
    one = run();
  }

  /** 400 trained tokens, the end of sequence and a hundred sentinels. */
  @Test
  void theModelHasRowsForTheAddedTokens() throws IOException {
    assertThat(one.exitCode()).as(one.error()).isZero();
    JsonNode config = new RunFolder(folder.resolve("one")).json("config.json");
    assertThat(config.get("vocab_size").asInt()).isEqualTo(501);
    assertThat(config.get("eos_token_id").asInt()).isEqualTo(400);
    assertThat(config.get("pad_token_id").asInt())
        .isEqualTo(config.get("decoder_start_token_id").asInt());
    JsonNode added =
        new RunFolder(folder.resolve("one")).json("tokenizer.json").get("added_tokens");
    assertThat(added.get(added.size() - 1).get("content").asText()).isEqualTo("<extra_id_0>");
    assertThat(added.get(added.size() - 1).get("id").asInt()).isEqualTo(500);
  }

  /** With the defaults 70 tokens of text fill an input of 64. */
  @Test
  void rowsFillTheInput() throws IOException {
    assertThat(new RunFolder(folder.resolve("shards")).json("manifest.json").get("max_seq_length"))
        .asString()
        .isEqualTo("70");
  }

  /** A relative 1e-5: float32 sums in another order. */
  @Test
  void fourWorkersGiveTheLossesOfOne() throws IOException {
    CommandRun four =
        run(
            "output_dir=" + folder.resolve("four"),
            "trainer.num_workers=4",
            "trainer.per_device_train_batch_size=2");
    assertThat(four.exitCode()).as(four.error()).isZero();
    Map<Long, String> expected = new RunFolder(folder.resolve("one")).losses();
    assertThat(expected).hasSize(12);
    new RunFolder(folder.resolve("four"))
        .losses()
        .forEach(
            (step, loss) ->
                assertThat(Double.parseDouble(loss))
                    .as("loss of step %d", step)
                    .isCloseTo(
                        Double.parseDouble(expected.get(step)), Percentage.withPercentage(1e-3)));
    assertThat(four.lastLine().get("eval").get("loss").asDouble())
        .isCloseTo(
            one.lastLine().get("eval").get("loss").asDouble(), Percentage.withPercentage(1e-3));
  }

  private static CommandRun run(String... overrides) {
    String[] arguments = new String[overrides.length + 2];
    arguments[0] = "train";
    arguments[1] = folder.resolve("t5.yaml").toString();
    System.arraycopy(overrides, 0, arguments, 2, overrides.length);
    return CommandRun.of(arguments);
  }
}
