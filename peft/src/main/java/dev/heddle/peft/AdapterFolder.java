package dev.heddle.peft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;

/**
 * An adapter in the layout of Hugging Face's PEFT: {@value #CONFIG} beside {@value #WEIGHTS}. The
 * model that it changes lies elsewhere.
 */
public final class AdapterFolder {
  /** What the adapter is. */
  public static final String CONFIG = "adapter_config.json";

  /** Its weights. */
  public static final String WEIGHTS = "adapter_model.safetensors";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storage storage;
  private final URI uri;
  private final JsonNode config;

  private AdapterFolder(Storage storage, URI uri, JsonNode config) {
    this.storage = storage;
    this.uri = uri;
    this.config = config;
  }

  /** Whether a folder holds an adapter rather than a model. */
  public static boolean isOne(Storage storage, URI folder) {
    return storage.exists(Storage.below(folder, CONFIG));
  }

  /**
   * Reads the config of a folder.
   *
   * @throws AdapterException when there is none, or it is no JSON object
   */
  public static AdapterFolder open(Storage storage, URI folder) {
    URI file = Storage.below(folder, CONFIG);
    if (!storage.exists(file)) {
      throw new AdapterException(
          "Cannot read adapter: folder=%s; it holds no %s; name a folder that PEFT or a run has written"
              .formatted(folder, CONFIG));
    }
    try {
      if (JSON.readTree(storage.read(file)) instanceof ObjectNode object) {
        return new AdapterFolder(storage, folder, object);
      }
    } catch (IOException broken) {
      throw new AdapterException(
          "Cannot read adapter: file=%s; it is not JSON; write it again".formatted(file), broken);
    }
    throw new AdapterException(
        "Cannot read adapter: file=%s; it holds no JSON object; write it again".formatted(file));
  }

  /** Where it is. */
  public URI uri() {
    return uri;
  }

  /** What its config says. */
  public JsonNode config() {
    return config;
  }

  /**
   * Where the model is that it changes, as the config says it.
   *
   * @throws AdapterException when it does not
   */
  public String base() {
    String base = config.path("base_model_name_or_path").asText("");
    if (base.isEmpty() || config.path("base_model_name_or_path").isNull()) {
      throw new AdapterException(
          "Cannot find the model of an adapter: folder=%s; base_model_name_or_path is empty; write the model's folder into %s"
              .formatted(uri, CONFIG));
    }
    return base;
  }

  /** The method that it is the result of. */
  public Method method() {
    return Methods.ofPeftType(config.path("peft_type").asText("")).stored(storage, uri);
  }

  /** Opens the weights; to be closed by the caller. */
  public SafetensorsReader weights() {
    URI file = Storage.below(uri, WEIGHTS);
    if (!storage.exists(file)) {
      throw new AdapterException(
          "Cannot read adapter: folder=%s; it holds no %s; save it with safe_serialization"
              .formatted(uri, WEIGHTS));
    }
    return SafetensorsReader.open(storage, file);
  }
}
