package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.KeyValueCache;
import java.util.Arrays;

/** A decoder that predicts the next token. */
final class CausalModel extends AbstractLanguageModel implements CausalLanguageModel {
  private final DecoderArchitecture architecture;

  CausalModel(DecoderArchitecture architecture, Site site, ModelRequest request) {
    super(architecture, site, request);
    this.architecture = architecture;
  }

  @Override
  public NDArray encode(PackedTokens next, KeyValueCache cache, Scope scope) {
    PackedTokens.requireLength(
        Arrays.stream(cache.lengthsWith(next)).max().orElse(0), maximumLength());
    next.requireFit(maximumLength(), vocabulary());
    try (GradientMode paused = engine().autograd().paused()) {
      return architecture.encode(AttentionPass.over(cache.extend(next, scope)));
    }
  }
}
