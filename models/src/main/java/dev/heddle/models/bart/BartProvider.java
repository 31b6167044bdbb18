package dev.heddle.models.bart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigRecord;
import dev.heddle.models.registry.ConfigWriter;
import java.util.Map;

/** Registers BART as {@code bart}; its keys are the same in transformers 4 and 5. */
public final class BartProvider implements ArchitectureProvider<BartSettings> {
  static final String MODEL_TYPE = "bart";
  private static final String FORCED_START = "forced_bos_token_id";

  @Override
  public String name() {
    return MODEL_TYPE;
  }

  @Override
  public Class<BartSettings> settingsType() {
    return BartSettings.class;
  }

  @Override
  public String modelType() {
    return MODEL_TYPE;
  }

  @Override
  public BartSettings fromHuggingFace(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    in.only("tie_word_embeddings", "true");
    in.only("is_decoder", "false");
    in.only("normalize_before", "false");
    in.only("normalize_embedding", "true");
    in.only("add_final_layer_norm", "false");
    return ConfigRecord.read(in, BartSettings.class, Map.of());
  }

  @Override
  public Vocabulary vocabulary(JsonNode config) {
    return new ConfigReader(config).vocabulary();
  }

  @Override
  public ObjectNode toHuggingFace(BartSettings settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = ConfigWriter.start("BartForConditionalGeneration", MODEL_TYPE);
    out.put("is_encoder_decoder", true);
    ConfigRecord.write(out, settings);
    if (settings.forcedBosTokenId().isEmpty()) {
      out.remove(FORCED_START);
    }
    out.put("tie_word_embeddings", true);
    ConfigWriter.putVocabulary(out, vocabulary);
    return out;
  }

  @Override
  public String baseModelPrefix() {
    return "model";
  }

  @Override
  public Model create(BartSettings settings, ModelRequest request) {
    if (!(request.task() instanceof Task.LanguageModelling)) {
      throw new IllegalArgumentException(
          "Cannot build a %s: task=%s; it has a head for language modelling"
              .formatted(name(), request.task()));
    }
    return new Bart(request.site(), settings, request);
  }
}
