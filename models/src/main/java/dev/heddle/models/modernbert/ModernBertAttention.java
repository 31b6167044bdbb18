package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.List;

/**
 * Self-attention with rotary positions: over the whole sequence, or over a window around each
 * token.
 */
final class ModernBertAttention extends Layer {
  private static final int WHOLE_SEQUENCE = -1;

  private final Site site;
  private final int heads;
  private final int reach;
  private final Slot queriesKeysValues;
  private final Slot output;
  private final Dropout weightDropout;
  private final Dropout outputDropout;

  ModernBertAttention(Site site, ModernBertSettings settings, int index) {
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    Linear.Bias bias = Linear.Bias.of(settings.attentionBias());
    long width = settings.hiddenSize();
    this.site = site;
    this.heads = settings.numAttentionHeads();
    this.reach = settings.isGlobal(index) ? WHOLE_SEQUENCE : settings.reach();
    this.queriesKeysValues = slot("Wqkv", blocks.reading(site.at("Wqkv"), width, 3 * width, bias));
    this.output = slot("Wo", blocks.writing(site.at("Wo"), width, width, bias));
    this.weightDropout = Dropout.at(site, "dropout", settings.attentionDropout());
    this.outputDropout = Dropout.at(site, "out_drop", settings.attentionDropout());
  }

  /** What is dropped of its result before that joins the residual stream. */
  Dropout.Mask outputDropout() {
    return outputDropout.mask();
  }

  /** {@code x [tokens, width]} to {@code [tokens, width]}. */
  NDArray forward(NDArray x, DeviceTokens tokens, List<NDArray> rotary) {
    NDArray qkv = queriesKeysValues.forward(x);
    return output.forward(
        tokens.attention(site.kernels(), qkv, rotary, heads, reach, weightDropout.mask()));
  }
}
