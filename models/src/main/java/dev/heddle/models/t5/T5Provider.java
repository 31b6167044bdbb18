package dev.heddle.models.t5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.registry.AbstractArchitectureProvider;
import java.util.List;
import java.util.Set;

/** Registers T5 and its version 1.1 as {@code t5}. */
public final class T5Provider extends AbstractArchitectureProvider<T5Settings> {
  static final String MODEL_TYPE = "t5";

  /** Called by {@link java.util.ServiceLoader}. */
  public T5Provider() {
    super(MODEL_TYPE, T5Settings.class);
  }

  @Override
  public T5Settings fromHuggingFace(JsonNode config) {
    return T5Config.settings(config);
  }

  @Override
  public T5Settings settled(T5Settings settings, Set<String> tensors) {
    return settings.settled(tensors);
  }

  @Override
  public ObjectNode toHuggingFace(T5Settings settings, Vocabulary vocabulary, Task task) {
    return T5Config.json(settings, vocabulary, task);
  }

  /** Nothing: with and without a head the base model's tensors have the same names. */
  @Override
  public String baseModelPrefix() {
    return "";
  }

  @Override
  public List<String> adapterTargets() {
    return List.of("q", "v");
  }

  /** Some older files hold a bias table of the first cross attention, which was never used. */
  @Override
  public boolean isBuffer(String tensor) {
    return tensor.equals("decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight")
        || super.isBuffer(tensor);
  }

  @Override
  public Model create(T5Settings settings, ModelRequest request) {
    if (request.task() instanceof Task.LanguageModelling) {
      return new T5(request.site(), settings, request);
    }
    if (request.task() instanceof Task.Embedding) {
      return new T5Encoder(request.site(), settings, request);
    }
    throw refused(request.task(), "it has a head for language modelling, and none for embeddings");
  }
}
