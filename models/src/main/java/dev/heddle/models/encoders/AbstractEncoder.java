package dev.heddle.models.encoders;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Site;

/** An architecture as a model: checks at the door, and the end of its life. */
abstract class AbstractEncoder implements TextEncoder {
  private final EncoderArchitecture architecture;
  private final Site site;
  private final ModelRequest request;

  AbstractEncoder(EncoderArchitecture architecture, Site site, ModelRequest request) {
    this.architecture = architecture;
    this.site = site;
    this.request = request;
  }

  @Override
  public final NDArray encode(PackedTokens tokens, Scope scope) {
    tokens.requireFit(maximumLength(), vocabulary(), tokenTypes());
    // Layers that are computed again in the backward pass read the tokens again.
    return architecture.encode(tokens.on(scope));
  }

  @Override
  public final String modelType() {
    return architecture.modelType();
  }

  @Override
  public final Record settings() {
    return architecture.settings();
  }

  @Override
  public final Task task() {
    return request.task();
  }

  @Override
  public final Vocabulary vocabulary() {
    return request.vocabulary();
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

  @Override
  public final TensorEngine engine() {
    return site.engine();
  }

  @Override
  public final Precision precision() {
    return site.precision();
  }

  @Override
  public final void close() {
    site.owner().close();
  }
}
