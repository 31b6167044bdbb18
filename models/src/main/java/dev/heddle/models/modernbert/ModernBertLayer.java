package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import java.util.List;
import java.util.Optional;

/**
 * {@code h + attention(norm(h))}, then {@code h + mlp(norm(h))}. The first layer's attention reads
 * the embedding, which is normed already, so it has no norm of its own. Adding an update and
 * norming the sum for the next block is one kernel, hence a layer ends with its successor's first
 * norm.
 */
final class ModernBertLayer extends Layer {
  private final Optional<LayerNorm> attentionNorm;
  private final ModernBertAttention attention;
  private final LayerNorm mlpNorm;
  private final ModernBertMlp mlp;

  ModernBertLayer(Site site, ModernBertSettings settings, int index) {
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    this.attentionNorm =
        index == 0
            ? Optional.empty()
            : Optional.of(child("attn_norm", blocks.norm(site.at("attn_norm"))));
    this.attention = child("attn", new ModernBertAttention(site.at("attn"), settings, index));
    this.mlpNorm = child("mlp_norm", blocks.norm(site.at("mlp_norm")));
    this.mlp = child("mlp", new ModernBertMlp(site.at("mlp"), settings));
  }

  /** The norm that the layer before ends with. */
  LayerNorm attentionNorm() {
    return attentionNorm.orElseThrow();
  }

  /** Uses up {@code in}; the result is normed for whoever {@code next} belongs to. */
  ResidualStream forward(
      ResidualStream in, DeviceTokens tokens, List<NDArray> rotary, LayerNorm next) {
    NDManager owner = in.residual().getManager();
    try (Scope scope = in.consumed()) {
      NDArray mixed = attention.forward(in.normed(), tokens, rotary);
      ResidualStream middle =
          ResidualStream.of(mlpNorm.addThenNorm(in.residual(), mixed, attention.outputDropout()));
      NDArray update = mlp.forward(middle.normed());
      return ResidualStream.of(next.addThenNorm(middle.residual(), update, mlp.outputDropout()))
          .attachedTo(owner);
    }
  }
}
