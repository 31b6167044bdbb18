package dev.heddle.models.gpt2;

import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.TransposedLinear;

/**
 * Builds GPT-2's parts: weights from a normal of deviation {@code initializer_range}, divided by
 * {@code sqrt(2 · layers)} where a layer writes to the residual stream; biases 0, norms 1.
 */
record Gpt2Blocks(Gpt2Settings settings) {

  TransposedLinear reading(Site site, long out) {
    return new TransposedLinear(site, settings.nEmbd(), out, first());
  }

  TransposedLinear writing(Site site, long in) {
    return new TransposedLinear(
        site, in, settings.nEmbd(), Initializer.normal(settings.outputRange()));
  }

  LayerNorm norm(Site site) {
    return LayerNorm.biased(site, settings.nEmbd(), settings.layerNormEpsilon());
  }

  Embedding embedding(Site site, long count) {
    return new Embedding(site, count, settings.nEmbd(), first());
  }

  Initializer first() {
    return Initializer.normal(settings.initializerRange());
  }
}
