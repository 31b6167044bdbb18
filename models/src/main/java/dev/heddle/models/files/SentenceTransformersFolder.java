package dev.heddle.models.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.Pooling;
import dev.heddle.models.SentencePooling;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What sentence-transformers keeps beside an encoder: {@code modules.json} lists what follows the
 * encoder, {@code 1_Pooling/config.json} says how tokens become a vector, and {@code
 * sentence_bert_config.json} where texts are cut.
 *
 * @param pooling from vectors of tokens to the vector of a text
 * @param maxSeqLength tokens of a text at most, special tokens included; absent: the model's length
 */
public record SentenceTransformersFolder(SentencePooling pooling, OptionalInt maxSeqLength) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODULES = "modules.json";
  private static final Map<String, Pooling> MODES =
      Map.of("cls", Pooling.CLS, "mean", Pooling.MEAN, "lasttoken", Pooling.LAST);

  /** The older style of the config: one flag a mode, of which several may be set. */
  private static final Map<String, String> FLAGS =
      Map.of(
          "pooling_mode_cls_token", "cls",
          "pooling_mode_mean_tokens", "mean",
          "pooling_mode_max_tokens", "max",
          "pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens",
          "pooling_mode_weightedmean_tokens", "weightedmean",
          "pooling_mode_lasttoken", "lasttoken");

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
    Pooling mode = mode(pooling, json(storage, pooling));
    return new SentenceTransformersFolder(
        new SentencePooling(mode, isNormed), maxSeqLength(storage, folder));
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

  private static OptionalInt maxSeqLength(Storage storage, URI folder) {
    URI file = Storage.below(folder, "sentence_bert_config.json");
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
