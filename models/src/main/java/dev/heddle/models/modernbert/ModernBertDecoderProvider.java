package dev.heddle.models.modernbert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigWriter;

/**
 * Registers ModernBERT's decoder as {@code modernbert-decoder}. Its sizes and keys are the
 * encoder's.
 */
public final class ModernBertDecoderProvider implements ArchitectureProvider<ModernBertSettings> {
  static final String MODEL_TYPE = "modernbert-decoder";

  @Override
  public String name() {
    return "modernbert-decoder";
  }

  @Override
  public Class<ModernBertSettings> settingsType() {
    return ModernBertSettings.class;
  }

  @Override
  public String modelType() {
    return MODEL_TYPE;
  }

  @Override
  public ModernBertSettings fromHuggingFace(JsonNode config) {
    return ModernBertConfig.settings(config);
  }

  @Override
  public Vocabulary vocabulary(JsonNode config) {
    return new ConfigReader(config).vocabulary();
  }

  @Override
  public ObjectNode toHuggingFace(ModernBertSettings settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = ConfigWriter.start("ModernBertDecoderForCausalLM", MODEL_TYPE);
    ModernBertConfig.put(out, settings);
    ConfigWriter.putVocabulary(out, vocabulary);
    return out;
  }

  @Override
  public String baseModelPrefix() {
    return "model";
  }

  @Override
  public Model create(ModernBertSettings settings, ModelRequest request) {
    if (!(request.task() instanceof Task.LanguageModelling)) {
      throw new IllegalArgumentException(
          "Cannot build a %s: task=%s; it has a head for language modelling"
              .formatted(name(), request.task()));
    }
    if (settings.reach() < 1) {
      throw new IllegalArgumentException(
          "Cannot build a %s: local_attention=%d; must be at least 2, as a token sees half of it, itself among it"
              .formatted(name(), settings.localAttention()));
    }
    return new ModernBertDecoder(request.site(), settings, request.vocabulary());
  }
}
