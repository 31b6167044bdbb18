package dev.heddle.models.modernbert;

import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;

/**
 * Builds ModernBERT's linear layers and norms. First values are those of the released code: normal,
 * cut off at {@code initializer_cutoff_factor} deviations; the deviation is {@code
 * initializer_range} for what reads the residual stream and {@code initializer_range / sqrt(2 ·
 * layers)} for what writes to it and for the head; biases 0, norms 1.
 */
record ModernBertBlocks(ModernBertSettings settings) {

  Linear reading(Site site, long in, long out, Linear.Bias bias) {
    return Linear.of(site, in, out, bias, cut(settings.initializerRange()));
  }

  Linear writing(Site site, long in, long out, Linear.Bias bias) {
    return Linear.of(site, in, out, bias, cut(settings.outputRange()));
  }

  /** A classifier, which starts with deviation {@code 1 / sqrt(width)}. */
  Linear classifier(Site site, long labels, Linear.Bias bias) {
    int width = settings.hiddenSize();
    return Linear.of(site, width, labels, bias, cut(1 / Math.sqrt(width)));
  }

  LayerNorm norm(Site site) {
    return settings.normBias()
        ? LayerNorm.biased(site, settings.hiddenSize(), settings.normEps())
        : LayerNorm.unbiased(site, settings.hiddenSize(), settings.normEps());
  }

  Initializer embedding() {
    return cut(settings.initializerRange());
  }

  private Initializer cut(double deviation) {
    return Initializer.truncatedNormal(deviation, settings.initializerCutoffFactor());
  }
}
