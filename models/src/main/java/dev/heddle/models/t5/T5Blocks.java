package dev.heddle.models.t5;

import dev.heddle.models.encoderdecoder.AttentionForm;
import dev.heddle.models.encoderdecoder.CrossAttention;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.norm.Norm;
import dev.heddle.models.layers.norm.RmsNorm;

/**
 * Builds T5's parts. First values are those of the released code: normal, with deviations that keep
 * the variance of what a layer reads. Queries start smaller by the root of the head's width,
 * because attention does not scale. Norms start at 1.
 */
record T5Blocks(T5Settings settings) {
  private static final double UNSCALED = 1;

  /** A linear layer without bias whose weights have the deviation {@code variance^-0.5}. */
  Linear linear(Site site, int in, int out, double variance) {
    return Linear.unbiased(site, in, out, first(variance));
  }

  /** The projection of attention called {@code name}. */
  Linear attention(Site site, String name) {
    int width = settings.dModel();
    int inner = settings.innerWidth();
    Site at = site.at(name);
    return switch (name) {
      case "q" -> linear(at, width, inner, (double) width * settings.dKv());
      case "o" -> linear(at, inner, width, inner);
      default -> linear(at, width, inner, width);
    };
  }

  CrossAttention crossAttention(Site site) {
    return new CrossAttention(site, form(), name -> attention(site, name));
  }

  AttentionForm form() {
    return new AttentionForm(
        "q", "k", "v", "o", settings.numHeads(), UNSCALED, settings.dropoutRate());
  }

  Norm norm(Site site) {
    return RmsNorm.scaled(site, settings.dModel(), settings.layerNormEpsilon());
  }

  /** A table of vectors; those of tokens have the deviation 1. */
  Embedding table(Site site, long count, int width, double variance) {
    return new Embedding(site, count, width, first(variance));
  }

  private Initializer first(double variance) {
    return Initializer.normal(settings.initializerFactor() / Math.sqrt(variance));
  }
}
