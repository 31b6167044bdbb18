package dev.heddle.models.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Pooling;
import dev.heddle.models.SentencePooling;
import dev.heddle.models.SentencePrompts;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What sentence-transformers keeps beside an encoder: {@code modules.json} lists what follows the
 * encoder, {@code 1_Pooling/config.json} says how tokens become a vector, {@code
 * sentence_bert_config.json} where texts are cut, and {@code config_sentence_transformers.json}
 * what stands before them.
 *
 * @param pooling from vectors of tokens to the vector of a text
 * @param maxSeqLength tokens of a text at most, special tokens included; absent: the model's length
 * @param prompts what stands before queries and documents
 */
public record SentenceTransformersFolder(
    SentencePooling pooling, OptionalInt maxSeqLength, SentencePrompts prompts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODULES = "modules.json";
  private static final String POOLING = "1_Pooling";
  private static final String LENGTH = "sentence_bert_config.json";
  private static final String PROMPTS = "config_sentence_transformers.json";
  private static final Map<String, Pooling> MODES =
      Map.of("cls", Pooling.CLS, "mean", Pooling.MEAN, "lasttoken", Pooling.LAST);

  /** Names of the prompt of documents, the first that is there counting. */
  private static final List<String> DOCUMENT_PROMPTS = List.of("document", "passage", "corpus");

  /** The older style of the config: one flag a mode, of which several may be set. */
  private static final Map<String, String> FLAGS =
      Map.of(
          "pooling_mode_cls_token", "cls",
          "pooling_mode_mean_tokens", "mean",
          "pooling_mode_max_tokens", "max",
          "pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens",
          "pooling_mode_weightedmean_tokens", "weightedmean",
          "pooling_mode_lasttoken", "lasttoken");

  /** For texts that stand by themselves. */
  public SentenceTransformersFolder(SentencePooling pooling, OptionalInt maxSeqLength) {
    this(pooling, maxSeqLength, SentencePrompts.NONE);
  }

  /** Whether a folder is of this kind. */
  public static boolean isAt(Storage storage, URI folder) {
    return storage.exists(Storage.below(folder, MODULES));
  }

  /**
   * Reads a folder.
   *
   * @throws ModelFolderException when it is not of this kind, or asks for a module or a mode that
   *     is not computed
   */
  public static SentenceTransformersFolder read(Storage storage, URI folder) {
    List<String> types = new ArrayList<>();
    URI pooling = null;
    for (JsonNode module : json(storage, Storage.below(folder, MODULES))) {
      String type = module.path("type").asText().replaceAll(".*\\.", "");
      types.add(type);
      if (type.equals("Pooling")) {
        URI part = Storage.below(folder, module.path("path").asText());
        pooling = Storage.below(part, "config.json");
      }
    }
    boolean isNormed = types.equals(List.of("Transformer", "Pooling", "Normalize"));
    if (!isNormed && !types.equals(List.of("Transformer", "Pooling"))) {
      throw new ModelFolderException(
          "Cannot read sentence encoder: folder=%s has modules %s; Heddle computes Transformer, Pooling and, after them, Normalize"
              .formatted(folder, types));
    }
    JsonNode config = json(storage, pooling);
    return new SentenceTransformersFolder(
        new SentencePooling(mode(pooling, config), isNormed),
        maxSeqLength(storage, folder),
        prompts(storage, folder, config.path("include_prompt").asBoolean(true)));
  }

  /**
   * Writes the files beside a model's, so that sentence-transformers finds an encoder there. Each
   * replaces one of its name at once.
   *
   * @param width of the vectors of tokens
   */
  public void writeInto(Storage storage, URI folder, int width) {
    ObjectNode pooled = JSON.createObjectNode().put("word_embedding_dimension", width);
    FLAGS.forEach((flag, mode) -> pooled.put(flag, MODES.get(mode) == pooling.pooling()));
    pooled.put("include_prompt", prompts.pooled());
    URI part = Storage.below(folder, POOLING);
    storage.createFolders(part);
    write(storage, Storage.below(part, "config.json"), pooled);
    if (pooling.normalize()) {
      storage.createFolders(Storage.below(folder, "2_Normalize"));
    }
    ObjectNode length = JSON.createObjectNode();
    maxSeqLength.ifPresent(most -> length.put("max_seq_length", most));
    write(storage, Storage.below(folder, LENGTH), length.put("do_lower_case", false));
    write(storage, Storage.below(folder, PROMPTS), described());
    write(storage, Storage.below(folder, MODULES), modules());
  }

  private ObjectNode described() {
    ObjectNode described = JSON.createObjectNode();
    described
        .putObject("prompts")
        .put("query", prompts.query())
        .put("document", prompts.document());
    return described.putNull("default_prompt_name").put("similarity_fn_name", "cosine");
  }

  private ArrayNode modules() {
    ArrayNode modules = JSON.createArrayNode();
    addModule(modules, "", "Transformer");
    addModule(modules, POOLING, "Pooling");
    if (pooling.normalize()) {
      addModule(modules, "2_Normalize", "Normalize");
    }
    return modules;
  }

  private static void addModule(ArrayNode modules, String path, String type) {
    int number = modules.size();
    modules
        .addObject()
        .put("idx", number)
        .put("name", "" + number)
        .put("path", path)
        .put("type", "sentence_transformers.models." + type);
  }

  private static void write(Storage storage, URI file, JsonNode content) {
    try {
      storage.replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write JSON: " + content, impossible);
    }
  }

  private static Pooling mode(URI file, JsonNode config) {
    Stream<String> newer =
        Stream.of(config.path("pooling_mode").asText("")).filter(s -> !s.isEmpty());
    Stream<String> older =
        FLAGS.entrySet().stream()
            .filter(flag -> config.path(flag.getKey()).asBoolean())
            .map(Map.Entry::getValue);
    List<String> modes = Stream.concat(newer, older).sorted().toList();
    if (modes.size() != 1 || !MODES.containsKey(modes.get(0))) {
      throw new ModelFolderException(
          "Cannot read sentence encoder: file=%s asks for pooling %s; Heddle computes one of cls, lasttoken, mean"
              .formatted(file, modes));
    }
    return MODES.get(modes.get(0));
  }

  private static SentencePrompts prompts(Storage storage, URI folder, boolean pooled) {
    URI file = Storage.below(folder, PROMPTS);
    JsonNode texts = storage.exists(file) ? json(storage, file).path("prompts") : JSON.nullNode();
    Optional<String> document =
        DOCUMENT_PROMPTS.stream()
            .filter(texts::hasNonNull)
            .map(name -> texts.get(name).asText())
            .findFirst();
    return new SentencePrompts(texts.path("query").asText(""), document.orElse(""), pooled);
  }

  private static OptionalInt maxSeqLength(Storage storage, URI folder) {
    URI file = Storage.below(folder, LENGTH);
    if (!storage.exists(file)) {
      return OptionalInt.empty();
    }
    JsonNode length = json(storage, file).path("max_seq_length");
    return length.canConvertToInt() ? OptionalInt.of(length.intValue()) : OptionalInt.empty();
  }

  private static JsonNode json(Storage storage, URI file) {
    if (!storage.exists(file)) {
      throw new ModelFolderException(
          "Cannot read sentence encoder: file=%s is missing; name a folder that sentence-transformers saved"
              .formatted(file));
    }
    try {
      return JSON.readTree(storage.read(file));
    } catch (IOException broken) {
      throw new ModelFolderException(
          "Cannot read sentence encoder: file=%s is not JSON; save the folder again"
              .formatted(file),
          broken);
    }
  }
}
