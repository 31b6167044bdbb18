package dev.heddle.models.gpt2;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.AttentionShape;
import dev.heddle.models.layers.attention.SelfAttention;
import java.util.List;

/** Self-attention whose queries, keys and values are one matrix; three native calls. */
final class Gpt2Attention extends SelfAttention {
  private final Site site;
  private final AttentionShape shape;
  private final Slot queriesKeysValues;
  private final Slot output;
  private final Dropout weightDropout;
  private final Dropout outputDropout;

  Gpt2Attention(Site site, Gpt2Settings settings, int index) {
    Gpt2Blocks blocks = new Gpt2Blocks(settings);
    int width = settings.nEmbd();
    this.site = site;
    this.shape = settings.attention(index);
    this.queriesKeysValues = slot("c_attn", blocks.reading(site.at("c_attn"), 3L * width));
    this.output = slot("c_proj", blocks.writing(site.at("c_proj"), width));
    this.weightDropout = Dropout.at(site, "dropout", settings.attnPdrop());
    this.outputDropout = Dropout.at(site, "resid_dropout", settings.residPdrop());
  }

  @Override
  public NDArray forward(NDArray x, AttentionPass pass) {
    NDArray qkv = queriesKeysValues.forward(x);
    return output.forward(
        pass.attend(site.kernels(), qkv, shape, List.of(), List.of(), weightDropout.mask()));
  }

  @Override
  public Dropout.Mask outputDropout() {
    return outputDropout.mask();
  }
}
