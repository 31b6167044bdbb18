package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.feedforward.FeedForward;

/** GeGLU (Shazeer 2020): {@code Wo(gelu(a) · b)} with {@code (a, b) = Wi(x)}. */
final class ModernBertMlp extends FeedForward {
  private final Site site;
  private final Slot input;
  private final Slot output;

  ModernBertMlp(Site site, ModernBertSettings settings) {
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    Linear.Bias bias = Linear.Bias.of(settings.mlpBias());
    long width = settings.hiddenSize();
    long inner = settings.intermediateSize();
    this.site = site;
    this.input = slot("Wi", blocks.reading(site.at("Wi"), width, 2 * inner, bias));
    this.output = slot("Wo", blocks.writing(site.at("Wo"), inner, width, bias));
  }

  @Override
  public NDArray forward(NDArray x) {
    return output.forward(site.kernels().call("geglu", input.forward(x)));
  }
}
