package dev.heddle.models.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a folder's {@code config.json} says, understood by the architecture it names.
 *
 * @param architecture that computes it
 * @param settings its sizes
 * @param vocabulary size and special tokens
 * @param json the file itself
 * @param ignoredKeys that hold something and that the architecture did not ask for, sorted
 */
public record ModelConfig<S extends Record>(
    ArchitectureProvider<S> architecture,
    S settings,
    Vocabulary vocabulary,
    JsonNode json,
    List<String> ignoredKeys) {
  static final String FILE = "config.json";

  /**
   * Reads the config of a folder.
   *
   * @throws ModelFolderException when there is none, when it is not JSON, when no architecture on
   *     the class path is of its {@code model_type}, or when it asks for something that the
   *     architecture does not compute
   */
  static ModelConfig<?> read(Storage storage, URI folder) {
    URI file = Storage.below(folder, FILE);
    if (!storage.exists(file)) {
      throw new ModelFolderException(
          "Cannot open model: folder=%s; it holds no %s; name a folder in Hugging Face's layout"
              .formatted(folder, FILE));
    }
    ObjectNode json = JsonFile.read(storage, file);
    try {
      return of(Architectures.ofModelType(modelType(json)), json);
    } catch (IllegalArgumentException refusal) {
      throw new ModelFolderException(
          "Cannot open model: file=%s; %s".formatted(file, refusal.getMessage()), refusal);
    }
  }

  private static String modelType(JsonNode json) {
    JsonNode type = json.path("model_type");
    return type.isTextual() ? type.textValue() : "";
  }

  private static <S extends Record> ModelConfig<S> of(
      ArchitectureProvider<S> architecture, ObjectNode json) {
    AskedConfig asked = AskedConfig.of(json);
    S settings = architecture.fromHuggingFace(asked);
    Vocabulary vocabulary = architecture.vocabulary(asked);
    return new ModelConfig<>(architecture, settings, vocabulary, json, asked.ignored());
  }

  /** What the head of the stored model is for. */
  public Task task() {
    return new ConfigReader(json).task();
  }

  /** The same with what the config leaves open settled by the weights beside it. */
  ModelConfig<S> settledBy(StoredTensors weights) {
    Set<String> names =
        weights.tensors().stream().map(TensorInfo::name).collect(Collectors.toSet());
    return new ModelConfig<>(
        architecture, architecture.settled(settings, names), vocabulary, json, ignoredKeys);
  }

  /**
   * A model of these sizes.
   *
   * @throws IllegalArgumentException when the architecture has no head for the request's task
   */
  public Model create(ModelRequest request) {
    return architecture.create(settings, request);
  }
}
