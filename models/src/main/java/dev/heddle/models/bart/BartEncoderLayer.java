package dev.heddle.models.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.List;

/** Self-attention and a feed-forward block. */
final class BartEncoderLayer extends BartLayer {
  BartEncoderLayer(Site site, BartSettings settings) {
    super(site, settings, settings.encoder(), List.of("dropout", "dropout.1", "dropout.2"));
  }

  /** {@code x [tokens, width]}, which is used up, to {@code [tokens, width]}. */
  NDArray forward(NDArray x, AttentionPass pass) {
    NDManager owner = x.getManager();
    try (Scope scope = Scope.within(x)) {
      scope.adopt(x);
      NDArray result = fed(attended(x, pass));
      result.attach(owner);
      return result;
    }
  }
}
