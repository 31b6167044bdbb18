package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.feedforward.FeedForward;

/** GeGLU (Shazeer 2020): {@code Wo(gelu(a) · b)} with {@code (a, b) = Wi(x)}. */
final class ModernBertMlp extends FeedForward {
  private final Site site;
  private final Slot input;
  private final Slot output;
  private final Dropout dropout;

  ModernBertMlp(Site site, ModernBertSettings settings) {
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    Linear.Bias bias = Linear.Bias.of(settings.mlpBias());
    long width = settings.hiddenSize();
    long inner = settings.intermediateSize();
    this.site = site;
    this.input = slot("Wi", blocks.reading(site.at("Wi"), width, 2 * inner, bias));
    this.output = slot("Wo", blocks.writing(site.at("Wo"), inner, width, bias));
    this.dropout = Dropout.at(site, "drop", settings.mlpDropout());
  }

  @Override
  public NDArray forward(NDArray x) {
    NDArray gated = site.kernels().call("geglu", input.forward(x));
    return output.forward(dropout.forward(gated));
  }
}
