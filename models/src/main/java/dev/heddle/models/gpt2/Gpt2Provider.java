package dev.heddle.models.gpt2;

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

/** Registers GPT-2 as {@code gpt2}; its keys are the same in transformers 4 and 5. */
public final class Gpt2Provider implements ArchitectureProvider<Gpt2Settings> {
  static final String MODEL_TYPE = "gpt2";

  @Override
  public String name() {
    return MODEL_TYPE;
  }

  @Override
  public Class<Gpt2Settings> settingsType() {
    return Gpt2Settings.class;
  }

  @Override
  public String modelType() {
    return MODEL_TYPE;
  }

  @Override
  public Gpt2Settings fromHuggingFace(JsonNode config) {
    ConfigReader in = new ConfigReader(config);
    in.only("add_cross_attention", "false");
    return ConfigRecord.read(in, Gpt2Settings.class, Map.of());
  }

  @Override
  public Vocabulary vocabulary(JsonNode config) {
    return new ConfigReader(config).vocabulary();
  }

  @Override
  public ObjectNode toHuggingFace(Gpt2Settings settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = ConfigWriter.start("GPT2LMHeadModel", MODEL_TYPE);
    ConfigRecord.write(out, settings);
    ConfigWriter.putVocabulary(out, vocabulary);
    return out;
  }

  @Override
  public String baseModelPrefix() {
    return "transformer";
  }

  /** Causal masks stood beside the weights in the files of transformers before 4.28. */
  @Override
  public boolean isBuffer(String tensor) {
    return tensor.endsWith(".attn.bias")
        || tensor.endsWith(".attn.masked_bias")
        || ArchitectureProvider.super.isBuffer(tensor);
  }

  @Override
  public Model create(Gpt2Settings settings, ModelRequest request) {
    if (!(request.task() instanceof Task.LanguageModelling)) {
      throw new IllegalArgumentException(
          "Cannot build a %s: task=%s; it has a head for language modelling"
              .formatted(name(), request.task()));
    }
    return new Gpt2(request.site(), settings, request.vocabulary());
  }
}
