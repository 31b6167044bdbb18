package dev.heddle.models.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
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
  public ObjectNode toHuggingFace(BertSettings settings, Vocabulary vocabulary, Task task) {
    return BertConfig.json(settings, vocabulary);
  }

  @Override
  public String baseModelPrefix() {
    return "bert";
  }

  @Override
  public Model create(BertSettings settings, ModelRequest request) {
    if (!(request.task() instanceof Task.LanguageModelling)) {
      throw new IllegalArgumentException(
          "Cannot build a %s: task=%s; it has a head for language modelling"
              .formatted(name(), request.task()));
    }
    return new Bert(request.site(), settings, request.vocabulary());
  }
}
