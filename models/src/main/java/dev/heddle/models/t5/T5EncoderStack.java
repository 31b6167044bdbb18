package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;

/** The encoder: every token sees all of its source. */
final class T5EncoderStack extends T5Stack<T5EncoderBlock> {
  T5EncoderStack(Site site, T5Settings settings) {
    super(site, settings, settings.numLayers(), Sight.BOTH_WAYS, T5EncoderBlock::new);
  }

  /** {@code embedded [tokens, width]}, which is used up, to the same shape. */
  NDArray forward(NDArray embedded, DeviceTokens tokens, Scope scope) {
    AttentionPass pass = new AttentionPass(tokens, Visibility.BIDIRECTIONAL);
    return through(
        embedded,
        bias().of(pass, scope),
        (block, in, biases, next) -> block.forward(in, pass, biases, next));
  }
}
