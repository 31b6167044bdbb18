package dev.heddle.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.jobs.train.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a tree of Java files to a search in it, with two workers. */
class CodeSearchIT {
  private static final List<String> VERBS =
      List.of("open", "close", "count", "sort", "merge", "split", "print", "check");
  private static final List<String> NOUNS =
      List.of("door", "river", "table", "cloud", "window", "garden", "engine", "letter", "mirror");

  private static final String YAML =
      """
      output_dir: %1$s/run
      dataset:
        path: %1$s/corpus
        format: java_methods
        val_size: 0.35
        max_seq_length: 48
      tokenizer:
        vocab_size: 500
      model:
        architecture: modernbert
        hidden_size: 32
        intermediate_size: 48
        num_hidden_layers: 1
        num_attention_heads: 2
        max_position_embeddings: 64
        local_attention: 16
      objective:
        type: contrastive
        gradcache_chunk: 8
        query_prompt: "find "
      trainer:
        num_workers: 2
        max_steps: 40
        per_device_train_batch_size: 8
        learning_rate: 1.0e-2
        logging_steps: 10
        save_steps: 40
        device: cpu
      """;

  @TempDir private Path folder;

  @Test
  void aTreeIsLearntAndSearched() throws IOException {
    writeCorpus();
    Path file = Files.writeString(folder.resolve("run.yaml"), YAML.formatted(folder));
    CommandRun trained = CommandRun.of("train", file.toString());
    assertThat(trained.exitCode()).as(trained.error()).isZero();
    checkMetrics(trained.lastLine().get("eval"));

    JsonNode found = search("opens the river").get("answers");
    assertThat(found).hasSize(3);
    assertThat(found.get(0).get("score").doubleValue())
        .isBetween(found.get(2).get("score").doubleValue(), 1.0);
    checkPlace(found.get(0).get("place"));

    Path vectors = folder.resolve("run/search-index/vectors.safetensors");
    FileTime made = Files.getLastModifiedTime(vectors);
    assertThat(search("opens the river").get("answers")).isEqualTo(found);
    assertThat(Files.getLastModifiedTime(vectors)).isEqualTo(made);
    Path pooling = folder.resolve("run/1_Pooling/config.json");
    Files.writeString(pooling, Files.readString(pooling) + "\n");
    assertThat(search("opens the river").get("indexed").intValue()).isEqualTo(72);
    assertThat(Files.getLastModifiedTime(vectors)).isGreaterThan(made);
  }

  private static void checkMetrics(JsonNode eval) {
    int candidates = eval.get("candidates").intValue();
    assertThat(candidates).isBetween(12, 48);
    assertThat(eval.get("recall_at_1").doubleValue()).isBetween(0.0, 1.0);
    assertThat(eval.get("recall_at_10").doubleValue()).isGreaterThan(10.0 / candidates);
    assertThat(eval.get("mrr").doubleValue()).isBetween(1.0 / candidates, 1.0);
    // Each method shares the verb and the noun of its comment, and no other has both.
    assertThat(eval.get("bm25_mrr").doubleValue()).isGreaterThan(0.9);
    assertThat(eval.get("bm25_recall_at_10").doubleValue()).isEqualTo(1);
  }

  private void checkPlace(JsonNode place) throws IOException {
    Path source = folder.resolve(place.get("path").textValue());
    String line = Files.readAllLines(source).get(place.get("line").intValue() - 1);
    String declared = place.get("title").textValue().replaceAll("\\(.*", "");
    assertThat(line).contains(declared.substring(declared.lastIndexOf(' ') + 1));
  }

  private JsonNode search(String text) throws IOException {
    CommandRun run = CommandRun.of("search", folder.resolve("run").toString(), text, "-k", "3");
    assertThat(run.exitCode()).as(run.error()).isZero();
    return run.lastLine();
  }

  /** A file a noun, a method a verb. */
  private void writeCorpus() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    for (String noun : NOUNS) {
      List<String> methods = new ArrayList<>();
      for (String verb : VERBS) {
        methods.add(
            """
              /** Does %1$s the %2$s as it is asked to. */
              int %1$s%3$s(int %2$s) {
                int size = %2$s + %4$d;
                return log(%2$s, size);
              }
            """
                .formatted(
                    verb,
                    noun,
                    Character.toUpperCase(noun.charAt(0)) + noun.substring(1),
                    VERBS.indexOf(verb)));
      }
      Files.writeString(
          corpus.resolve(noun + ".java"),
          "class Of%s {\n%s}\n".formatted(noun, String.join("\n", methods)));
    }
  }
}
