package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.AbstractModel;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;

/** An architecture as a model: checks at the door. */
abstract class AbstractTextModel extends AbstractModel implements TextEncoder {
  private final TextArchitecture architecture;

  AbstractTextModel(TextArchitecture architecture, Site site, ModelRequest request) {
    super(site, request, architecture.modelType(), architecture.settings());
    this.architecture = architecture;
  }

  @Override
  public final NDArray encode(PackedTokens tokens, Visibility visibility, Scope scope) {
    tokens.requireFit(maximumLength(), vocabulary(), tokenTypes());
    visibility.requireFit(tokens);
    architecture.requireComputed(visibility);
    // Layers that are computed again in the backward pass read the tokens again.
    DeviceTokens device = tokens.on(scope);
    AttentionPass pass = new AttentionPass(device, visibility);
    return engine().noise().during(device.noise(), () -> architecture.encode(pass));
  }

  @Override
  public final Visibility visibility() {
    return architecture.visibility();
  }

  @Override
  public final int width() {
    return architecture.width();
  }

  @Override
  public final int maximumLength() {
    return architecture.maximumLength();
  }

  @Override
  public final int tokenTypes() {
    return architecture.tokenTypes();
  }

  @Override
  public final Layer root() {
    return architecture.root();
  }
}
