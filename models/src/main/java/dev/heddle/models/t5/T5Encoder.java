package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.AbstractModel;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Site;
import java.util.Map;

/** T5's encoder alone, equal to Hugging Face's {@code T5EncoderModel}: vectors of tokens. */
final class T5Encoder extends AbstractModel implements TextEncoder {
  private final T5Settings settings;
  private final Branch root = new Branch();
  private final Embedding shared;
  private final T5EncoderStack encoder;

  T5Encoder(Site site, T5Settings settings, ModelRequest request) {
    super(site, request, T5Provider.MODEL_TYPE, settings);
    this.settings = settings;
    Embedding table =
        new T5Blocks(settings).table(site.at("shared"), vocabulary().size(), width(), 1);
    this.shared = root.add("shared", table);
    this.encoder = root.add("encoder", new T5EncoderStack(site.at("encoder"), settings));
  }

  @Override
  public NDArray encode(PackedTokens tokens, Visibility visibility, Scope scope) {
    tokens.requireFit(maximumLength(), vocabulary());
    Visibility.requireBidirectional(visibility, modelType());
    // Layers that are computed again in the backward pass read the tokens again.
    DeviceTokens source = tokens.on(scope);
    return engine()
        .noise()
        .during(source.noise(), () -> encoder.forward(shared.forward(source.ids()), source, scope));
  }

  @Override
  public Visibility visibility() {
    return Visibility.BIDIRECTIONAL;
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
}
