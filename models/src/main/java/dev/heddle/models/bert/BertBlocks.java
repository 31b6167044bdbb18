package dev.heddle.models.bert;

import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;

/**
 * Builds BERT's parts: weights from a normal of deviation {@code initializer_range}, biases 0,
 * norms 1.
 */
public record BertBlocks(BertSettings settings) {

  /** A linear layer with a bias. */
  public Linear linear(Site site, long in, long out) {
    return Linear.biased(site, in, out, first());
  }

  /** A norm of the model's width. */
  public LayerNorm norm(Site site) {
    return LayerNorm.biased(site, settings.hiddenSize(), settings.layerNormEps());
  }

  Embedding embedding(Site site, long count) {
    return new Embedding(site, count, settings.hiddenSize(), first());
  }

  private Initializer first() {
    return Initializer.normal(settings.initializerRange());
  }
}
