package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.jobs.generate.GenerateJob;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decoder that has no chat template learns to answer by a built-in one. */
class ChatIT {

  private static final String ANSWER = "the loom is warped";
  private static final String END = "<|im_end|>";

  private static final String YAML =
      """
      output_dir: %1$s/chat
      dataset:
        path: %1$s/chats.jsonl
        prepared_path: %1$s/shards
        max_seq_length: 48
        val_size: 0.2
        chat_template: chatml
        deduplicate: {exact: false, near: false}
      tokenizer:
        vocab_size: 300
      model:
        architecture: llama
        hidden_size: 32
        intermediate_size: 64
        num_hidden_layers: 1
        num_attention_heads: 2
        max_position_embeddings: 64
      objective:
        type: sft
      trainer:
        max_steps: 60
        per_device_train_batch_size: 8
        learning_rate: 1.0e-2
        logging_steps: 20
        save_steps: 60
        device: cpu
      """;

  @TempDir static Path folder;

  private static RunFolder trained;

  @BeforeAll
  static void train() throws IOException {
    String chats =
        IntStream.range(0, 60)
            .mapToObj(
                number ->
                    "{\"instruction\": \"how is loom %d?\", \"output\": \"%s\"}"
                        .formatted(number, ANSWER))
            .collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("chats.jsonl"), chats);
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, YAML.formatted(folder));
    CommandRun run = CommandRun.of("train", file.toString());
    assertThat(run.exitCode()).as(run.error()).isZero();
    trained = new RunFolder(folder.resolve("chat"));
  }

  @Test
  void theTemplateComesAlong() throws IOException {
    assertThat(trained.path().resolve("chat_template.jinja")).content().contains("<|im_start|>");
  }

  @Test
  void generationEndsWhereAnswersEnd() throws IOException {
    int id =
        StreamSupport.stream(
                trained.json("tokenizer.json").get("added_tokens").spliterator(), false)
            .filter(token -> token.get("content").asText().equals(END))
            .mapToInt(token -> token.get("id").asInt())
            .findFirst()
            .orElseThrow();
    JsonNode ends = trained.json("generation_config.json").get("eos_token_id");
    assertThat(ends).extracting(JsonNode::asInt).contains(id);
  }

  /** Asked as it was taught, it says what it learnt and stops long before it must. */
  @Test
  void itAnswersAndStops() {
    GenerateJob job =
        new GenerateJob(
            HadoopStorage.local(), trained.path().toString(), List.of("max_new_tokens=60"));
    GenerateJob.Summary said = job.chat(List.of("how is loom 7?"));
    assertThat(said.texts()).containsExactly(ANSWER);
    assertThat(said.tokens()).isLessThan(60);
  }

  @Test
  void whoHasNoTemplateCannotChat(@TempDir Path other) throws IOException {
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(trained.path().resolve(name), other.resolve(name));
    }
    GenerateJob job = new GenerateJob(HadoopStorage.local(), other.toString(), List.of());
    assertThatThrownBy(() -> job.chat(List.of("how is loom 7?")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot chat: folder=%s; its tokenizer has no chat template; leave --chat out, or take a model that learnt to chat",
            other);
  }
}
