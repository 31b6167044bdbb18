package dev.heddle.models.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.RunFile;
import dev.heddle.storage.Storage;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a model's folder says that its texts are to be written, with settings of one's own above it.
 *
 * @param settings what both say together
 * @param ignored keys of the folder that change texts in transformers and have no effect here
 */
public record StoredGeneration(GenerationSettings settings, List<String> ignored) {
  /** The file; a folder without it is read as transformers reads it, from {@code config.json}. */
  public static final String FILE = "generation_config.json";

  private static final String MODEL = "config.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDS = "eos_token_id";

  /** Keys that say nothing about which tokens are chosen. */
  private static final Set<String> SILENT =
      Set.of(
          "transformers_version",
          "bos_token_id",
          "pad_token_id",
          "use_cache",
          "_from_model_config");

  /** Keeps a copy. */
  public StoredGeneration {
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads a folder.
   *
   * @param overrides {@code key=value}, the last one wins
   * @throws dev.heddle.configs.ConfigException when a value, stored or one's own, is not allowed
   */
  public static StoredGeneration read(Storage storage, URI folder, List<String> overrides) {
    URI file = Storage.below(folder, FILE);
    boolean isThere = storage.exists(file);
    URI source = isThere ? file : Storage.below(folder, MODEL);
    ObjectNode stored = parse(storage, source);
    ObjectNode known = known(stored);
    GenerationSettings settings =
        RunFile.ofOpenYaml(source.toString(), known.toString(), overrides)
            .bind(GenerationSettings.class);
    return new StoredGeneration(settings, isThere ? ignored(stored) : List.of());
  }

  private static ObjectNode parse(Storage storage, URI file) {
    try {
      String text = new String(storage.read(file), StandardCharsets.UTF_8);
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw unreadable(file, "it holds no JSON object", null);
    } catch (JsonProcessingException failure) {
      throw unreadable(file, failure.getOriginalMessage(), failure);
    }
  }

  private static IllegalArgumentException unreadable(URI file, String why, Exception cause) {
    return new IllegalArgumentException(
        "Cannot read generation settings: file=%s; %s; save the model again".formatted(file, why),
        cause);
  }

  /** What settings have keys for; a single end token as a list of one. */
  private static ObjectNode known(ObjectNode stored) {
    ObjectNode known = stored.deepCopy();
    known.retain(keys());
    known.properties().removeIf(entry -> entry.getValue().isNull());
    if (known.path(ENDS).isIntegralNumber()) {
      JsonNode only = known.get(ENDS);
      known.putArray(ENDS).add(only);
    }
    return known;
  }

  private static Set<String> keys() {
    SnakeCaseStrategy snakeCase = new SnakeCaseStrategy();
    return Arrays.stream(GenerationSettings.class.getRecordComponents())
        .map(RecordComponent::getName)
        .map(snakeCase::translate)
        .collect(Collectors.toSet());
  }

  private static List<String> ignored(ObjectNode stored) {
    Set<String> known = keys();
    return stored.properties().stream()
        .filter(entry -> !isNeutral(entry.getValue()))
        .map(Map.Entry::getKey)
        .filter(key -> !known.contains(key) && !SILENT.contains(key))
        .sorted()
        .toList();
  }

  /**
   * How transformers writes "not at all": null, false, 0, and 1 for factors and numbers of beams.
   */
  private static boolean isNeutral(JsonNode value) {
    boolean isNumber = value.isNumber() && (value.asDouble() == 0 || value.asDouble() == 1);
    return value.isNull() || isNumber || (value.isBoolean() && !value.asBoolean());
  }
}
