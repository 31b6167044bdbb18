package dev.heddle.models.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.ConfigReader;

/** Registers BERT as {@code bert}. */
public final class BertProvider implements ArchitectureProvider<BertSettings> {
  static final String MODEL_TYPE = "bert";

  @Override
  public String name() {
    return "bert";
  }

  @Override
  public Class<BertSettings> settingsType() {
    return BertSettings.class;
  }

  @Override
  public String modelType() {
    return MODEL_TYPE;
  }

  @Override
  public BertSettings fromHuggingFace(JsonNode config) {
    return BertConfig.settings(config);
  }

  @Override
  public Vocabulary vocabulary(JsonNode config) {
    return new ConfigReader(config).vocabulary();
  }

  @Override
  public ObjectNode toHuggingFace(BertSettings settings, Vocabulary vocabulary) {
    return BertConfig.json(settings, vocabulary);
  }

  @Override
  public Model create(
      BertSettings settings,
      Vocabulary vocabulary,
      TensorEngine engine,
      Precision precision,
      long seed) {
    return new Bert(Site.root(engine, precision, seed), settings, vocabulary);
  }
}
