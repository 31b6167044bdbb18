package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Site;
import java.util.Map;

/** T5's encoder alone, equal to Hugging Face's {@code T5EncoderModel}: vectors of tokens. */
final class T5Encoder implements TextEncoder {
  private final Site site;
  private final T5Settings settings;
  private final Vocabulary vocabulary;
  private final Branch root = new Branch();
  private final Embedding shared;
  private final T5EncoderStack encoder;

  T5Encoder(Site site, T5Settings settings, ModelRequest request) {
    this.site = site;
    this.settings = settings;
    this.vocabulary = request.vocabulary();
    Embedding table =
        new T5Blocks(settings).table(site.at("shared"), vocabulary.size(), width(), 1);
    this.shared = root.add("shared", table);
    this.encoder = root.add("encoder", new T5EncoderStack(site.at("encoder"), settings));
  }

  @Override
  public NDArray encode(PackedTokens tokens, Scope scope) {
    tokens.requireFit(maximumLength(), vocabulary);
    // Layers that are computed again in the backward pass read the tokens again.
    DeviceTokens source = tokens.on(scope);
    return encoder.forward(shared.forward(source.ids()), source, scope);
  }

  @Override
  public String modelType() {
    return T5Provider.MODEL_TYPE;
  }

  @Override
  public T5Settings settings() {
    return settings;
  }

  @Override
  public Task task() {
    return new Task.Embedding();
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public int width() {
    return settings.dModel();
  }

  /** No end: positions are relative. */
  @Override
  public int maximumLength() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Layer root() {
    return root;
  }

  @Override
  public Map<String, String> tiedNames() {
    return Map.of("encoder.embed_tokens.weight", shared.weight().name());
  }

  @Override
  public TensorEngine engine() {
    return site.engine();
  }

  @Override
  public Precision precision() {
    return site.precision();
  }

  @Override
  public void close() {
    site.owner().close();
  }
}
