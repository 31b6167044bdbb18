package dev.heddle.models.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.encoderdecoder.AttentionForm;
import dev.heddle.models.encoderdecoder.CrossAttention;
import dev.heddle.models.encoderdecoder.PairedRuns;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.List;

/** As a layer of the encoder, with attention to the source between the two parts. */
final class BartDecoderLayer extends BartLayer {
  private final CrossAttention cross;
  private final LayerNorm crossNorm;
  private final Dropout crossDropout;

  BartDecoderLayer(Site site, BartSettings settings) {
    super(site, settings, settings.decoder(), List.of("dropout", "dropout.2", "dropout.3"));
    this.crossDropout = Dropout.at(site, "dropout.1", settings.dropout());
    this.cross = child("encoder_attn", cross(site.at("encoder_attn"), settings));
    this.crossNorm = norm(settings, "encoder_attn_layer_norm");
  }

  private static CrossAttention cross(Site site, BartSettings settings) {
    BartBlocks blocks = new BartBlocks(settings);
    int heads = settings.decoderAttentionHeads();
    double scale = 1 / Math.sqrt((double) settings.dModel() / heads);
    AttentionForm form =
        new AttentionForm(
            "q_proj", "k_proj", "v_proj", "out_proj", heads, scale, settings.attentionDropout());
    return new CrossAttention(site, form, name -> blocks.projection(site, name));
  }

  /**
   * {@code x [target tokens, width]}, which is used up, to the same shape.
   *
   * @param memory {@code [source tokens, width]}
   */
  NDArray forward(NDArray x, AttentionPass pass, NDArray memory, PairedRuns runs) {
    NDManager owner = x.getManager();
    try (Scope scope = Scope.within(x)) {
      scope.adopt(x);
      NDArray own = attended(x, pass);
      NDArray both =
          crossNorm.ofSum(own, cross.forward(own, memory, runs, scope), crossDropout.mask());
      NDArray result = fed(both);
      result.attach(owner);
      return result;
    }
  }
}
