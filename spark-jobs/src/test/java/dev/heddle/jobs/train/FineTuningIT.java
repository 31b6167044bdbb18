package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An encoder folder that an earlier run wrote learns to tell classes apart, from a labelled file.
 * The rule is plain: a weaver's words or a sailor's.
 */
class FineTuningIT {
  private static final List<String> WEAVER = List.of("loom", "weft", "warp", "shuttle", "heddle");
  private static final List<String> SAILOR = List.of("mast", "keel", "anchor", "tide", "rudder");
  private static final int EXAMPLES = 240;

  private static final String YAML =
      """
      output_dir: %1$s/%2$s
      dataset:
        path: [%1$s/%2$s.jsonl]
        text_column: sentence
        %3$s
        label_column: trade
        max_seq_length: 32
        val_size: 0.25
        deduplicate: {exact: false, near: false}
      model:
        path: %1$s/run
      objective:
        type: sequence_classification
      trainer:
        max_steps: 40
        per_device_train_batch_size: 16
        learning_rate: 3.0e-3
        save_strategy: "no"
        device: cpu
      """;

  @TempDir static Path folder;
  private static final Random RANDOM = new Random(5);

  @BeforeAll
  static void trainAnEncoder() throws IOException {
    CommandRun encoder = TinyRunFile.in(folder).run("train");
    assertThat(encoder.exitCode()).as(encoder.error()).isZero();
  }

  @Test
  void textsAreToldApart() throws IOException {
    write(
        "single",
        number -> {
          boolean isWeaver = number % 2 == 0;
          return "{\"trade\": \"%s\", \"sentence\": \"%s\"}"
              .formatted(isWeaver ? "weaver" : "sailor", words(isWeaver ? WEAVER : SAILOR));
        });
    JsonNode summary = train("single", "");
    assertThat(summary.get("eval").get("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(summary.get("eval").get("f1_macro").asDouble()).isGreaterThan(0.9);
    assertThat(summary.get("eval").has("unigram_entropy")).isFalse();

    RunFolder run = new RunFolder(folder.resolve("single"));
    JsonNode config = run.json("config.json");
    assertThat(config.path("architectures").path(0).asText())
        .isEqualTo("ModernBertForSequenceClassification");
    assertThat(config.path("id2label").toString()).isEqualTo("{\"0\":\"sailor\",\"1\":\"weaver\"}");
    assertThat(Files.readString(run.path().resolve("README.md"))).contains("text-classification");
  }

  /** The first text of each pair decides. Numbers are labels too. */
  @Test
  void pairsOfTextsAreExamples() throws IOException {
    write(
        "pairs",
        number ->
            "{\"trade\": %d, \"sentence\": \"%s\", \"reply\": \"%s\"}"
                .formatted(
                    number % 2,
                    words(number % 2 == 0 ? WEAVER : SAILOR),
                    words(number % 4 < 2 ? WEAVER : SAILOR)));
    JsonNode summary = train("pairs", "text_pair_column: reply");
    assertThat(summary.get("eval").get("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(new RunFolder(folder.resolve("pairs")).json("config.json").path("id2label"))
        .hasToString("{\"0\":\"0\",\"1\":\"1\"}");
  }

  private static void write(String name, IntFunction<String> line) throws IOException {
    Files.write(
        folder.resolve(name + ".jsonl"), IntStream.range(0, EXAMPLES).mapToObj(line).toList());
  }

  private static JsonNode train(String name, String pairColumn) throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, YAML.formatted(folder, name, pairColumn));
    CommandRun run = CommandRun.of("train", file.toString());
    assertThat(run.exitCode()).as(run.error()).isZero();
    return run.lastLine();
  }

  private static String words(List<String> choice) {
    return Stream.generate(() -> choice.get(RANDOM.nextInt(choice.size())))
        .limit(3 + RANDOM.nextInt(6))
        .collect(Collectors.joining(" "));
  }
}
