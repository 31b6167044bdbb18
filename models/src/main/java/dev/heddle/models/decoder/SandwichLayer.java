package dev.heddle.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.SelfAttention;
import dev.heddle.models.layers.feedforward.FeedForward;
import dev.heddle.models.layers.norm.Norm;

/**
 * {@code h + norm(attention(norm(h)))}, then {@code h + norm(feedForward(norm(h)))}: each part
 * between two norms, named as in Gemma 2. Norming an update, adding it and norming the sum for the
 * next part is one kernel.
 */
final class SandwichLayer extends DecoderLayer {
  private final Norm inputNorm;
  private final SelfAttention attention;
  private final Norm attentionNorm;
  private final Norm feedForwardInputNorm;
  private final FeedForward feedForward;
  private final Norm feedForwardNorm;

  SandwichLayer(Site site, SandwichPlan plan, Named<? extends SelfAttention> attention) {
    this.inputNorm = norm(site, plan, "input_layernorm");
    this.attention = child(attention);
    this.attentionNorm = norm(site, plan, "post_attention_layernorm");
    this.feedForwardInputNorm = norm(site, plan, "pre_feedforward_layernorm");
    this.feedForward = child(Named.below(site, "mlp", plan::feedForward));
    this.feedForwardNorm = norm(site, plan, "post_feedforward_layernorm");
  }

  private Norm norm(Site site, SandwichPlan plan, String name) {
    return child(Named.below(site, name, plan::norm));
  }

  @Override
  public Norm inputNorm() {
    return inputNorm;
  }

  @Override
  public ResidualStream forward(ResidualStream in, AttentionPass pass, Norm next) {
    NDManager owner = in.residual().getManager();
    try (Scope scope = in.consumed()) {
      NDArray mixed = attention.forward(in.normed(), pass);
      ResidualStream middle =
          ResidualStream.of(
              feedForwardInputNorm.addNormedThenNorm(in.residual(), mixed, attentionNorm));
      NDArray update = feedForward.forward(middle.normed());
      return ResidualStream.of(next.addNormedThenNorm(middle.residual(), update, feedForwardNorm))
          .attachedTo(owner);
    }
  }
}
