package dev.heddle.models.bart;

import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;

/** Builds BART's parts: weights from a normal of deviation {@code init_std}, biases 0, norms 1. */
record BartBlocks(BartSettings settings) {
  /** PyTorch's default; BART's config has no key for it. */
  private static final double NORM_EPSILON = 1e-5;

  Linear linear(Site site, long in, long out) {
    return Linear.biased(site, in, out, first());
  }

  /** A projection of attention called {@code name}: as wide as it is high. */
  Linear projection(Site site, String name) {
    return linear(site.at(name), settings.dModel(), settings.dModel());
  }

  LayerNorm norm(Site site) {
    return LayerNorm.biased(site, settings.dModel(), NORM_EPSILON);
  }

  Embedding embedding(Site site, long count) {
    return new Embedding(site, count, settings.dModel(), first());
  }

  private Initializer first() {
    return Initializer.normal(settings.initStd());
  }
}
