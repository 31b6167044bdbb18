package dev.heddle.models.modernbert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.ConfigReader;

/** Registers ModernBERT as {@code modernbert}. */
public final class ModernBertProvider implements ArchitectureProvider<ModernBertSettings> {
  static final String MODEL_TYPE = "modernbert";

  @Override
  public String name() {
    return "modernbert";
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
  public ObjectNode toHuggingFace(ModernBertSettings settings, Vocabulary vocabulary) {
    return ModernBertConfig.json(settings, vocabulary);
  }

  @Override
  public Model create(
      ModernBertSettings settings,
      Vocabulary vocabulary,
      TensorEngine engine,
      Precision precision,
      long seed) {
    return new ModernBert(Site.root(engine, precision, seed), settings, vocabulary);
  }
}
