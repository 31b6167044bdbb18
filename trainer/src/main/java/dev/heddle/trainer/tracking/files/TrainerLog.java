package dev.heddle.trainer.tracking.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reading {@code trainer_log.jsonl}, line by line: a long run's log need not fit into memory. */
public final class TrainerLog {

  /** Name of the file in the output folder. */
  public static final String NAME = "trainer_log.jsonl";

  static final ObjectMapper MAPPER = new ObjectMapper();

  private final Storage storage;
  private final URI file;

  public TrainerLog(Storage storage, URI outputDir) {
    this.storage = storage;
    this.file = Storage.below(outputDir, NAME);
  }

  URI file() {
    return file;
  }

  /**
   * Calls {@code reader} with every line that is a JSON object with a step; others, such as a last
   * line that a crash cut off, are left out. An absent file has no lines.
   */
  public void forEach(Consumer<JsonNode> reader) {
    if (storage.exists(file)) {
      forEachText((text, node) -> reader.accept(node));
    }
  }

  /** The number under {@code key}; NaN and infinities are strings in JSON. Empty if absent. */
  public static Optional<Double> number(JsonNode line, String key) {
    JsonNode value = line.path(key);
    if (value.isNumber()) {
      return Optional.of(value.doubleValue());
    }
    return switch (value.asText("")) {
      case "NaN" -> Optional.of(Double.NaN);
      case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
      case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
      default -> Optional.empty();
    };
  }

  /** Optimizer steps done when the line was written. */
  public static long step(JsonNode line) {
    return line.path(LogLine.STEP).asLong();
  }

  static String write(Map<String, Object> line) {
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Cannot write log line: keys=" + line.keySet(), e);
    }
  }

  interface TextReader {
    void accept(String text, JsonNode node);
  }

  void forEachText(TextReader reader) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(storage.open(file), StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        Optional<JsonNode> node = parse(text);
        if (node.isPresent()) {
          reader.accept(text, node.get());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read training log: file=" + file, e);
    }
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(node -> node.path(LogLine.STEP).isNumber());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
