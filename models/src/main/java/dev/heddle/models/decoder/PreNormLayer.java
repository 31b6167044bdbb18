package dev.heddle.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.AttentionShape;
import dev.heddle.models.layers.attention.GroupedQueryAttention;
import dev.heddle.models.layers.attention.Rotary;
import dev.heddle.models.layers.feedforward.FeedForward;
import dev.heddle.models.layers.norm.Norm;

/**
 * {@code h + attention(norm(h))}, then {@code h + feedForward(norm(h))}; named as in Llama. Adding
 * an update and norming the sum for the next part is one kernel, hence a layer ends with its
 * successor's first norm.
 */
final class PreNormLayer extends DecoderLayer {
  private final GroupedQueryAttention attention;
  private final FeedForward feedForward;
  private final Norm inputNorm;
  private final Norm middleNorm;

  PreNormLayer(Site site, PreNormPlan plan, AttentionShape shape, Rotary rotary) {
    this.attention =
        child(
            "self_attn",
            new GroupedQueryAttention(site.at("self_attn"), shape, plan.attention(), rotary));
    String name = plan.feedForwardName();
    this.feedForward = child(name, plan.feedForward().apply(site.at(name)));
    this.inputNorm = child("input_layernorm", plan.norm(site.at("input_layernorm")));
    this.middleNorm =
        child("post_attention_layernorm", plan.norm(site.at("post_attention_layernorm")));
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
      ResidualStream middle = ResidualStream.of(middleNorm.addThenNorm(in.residual(), mixed));
      NDArray update = feedForward.forward(middle.normed());
      return ResidualStream.of(next.addThenNorm(middle.residual(), update)).attachedTo(owner);
    }
  }
}
