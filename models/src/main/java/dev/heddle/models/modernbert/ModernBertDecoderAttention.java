package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.AttentionShape;
import dev.heddle.models.layers.attention.Rotary;
import dev.heddle.models.layers.attention.SelfAttention;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Self-attention with rotary positions: over the whole sequence, or over the window that {@link
 * ModernBertSettings#localAttention} has on one side of a token, the token itself among it.
 */
final class ModernBertDecoderAttention extends SelfAttention {
  private final Site site;
  private final AttentionShape shape;
  private final Rotary rotary;
  private final LinearGroup queriesKeysValues;
  private final Slot output;
  private final Dropout weightDropout;
  private final Dropout outputDropout;

  ModernBertDecoderAttention(Site site, ModernBertSettings settings, int index, Rotary rotary) {
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    Linear.Bias bias = Linear.Bias.of(settings.attentionBias());
    int heads = settings.numAttentionHeads();
    long width = settings.hiddenSize();
    this.site = site;
    this.rotary = rotary;
    this.shape =
        AttentionShape.of(heads, heads, settings.headWidth())
            .within(settings.isGlobal(index) ? Optional.empty() : Optional.of(settings.reach()));
    List<Slot> inputs =
        Stream.of("q_proj", "k_proj", "v_proj")
            .map(name -> slot(name, blocks.reading(site.at(name), width, width, bias)))
            .toList();
    this.queriesKeysValues = new LinearGroup(site, inputs);
    this.output = slot("Wo", blocks.writing(site.at("Wo"), width, width, bias));
    this.weightDropout = Dropout.at(site, "dropout", settings.attentionDropout());
    this.outputDropout = Dropout.at(site, "out_drop", settings.attentionDropout());
  }

  @Override
  public NDArray forward(NDArray x, AttentionPass pass) {
    NDArray qkv = queriesKeysValues.forward(x);
    return output.forward(
        pass.attend(
            site.kernels(), qkv, shape, pass.table(rotary), List.of(), weightDropout.mask()));
  }

  @Override
  public Dropout.Mask outputDropout() {
    return outputDropout.mask();
  }
}
