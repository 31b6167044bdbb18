package dev.heddle.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.SelfAttention;
import dev.heddle.models.layers.feedforward.FeedForward;
import dev.heddle.models.layers.norm.Norm;
import java.util.Optional;

/**
 * {@code h + attention(norm(h))}, then {@code h + feedForward(norm(h))}. Adding an update and
 * norming the sum for the next part is one kernel, hence a layer ends with its successor's first
 * norm.
 */
public final class PreNormLayer extends DecoderLayer {
  private final Optional<Norm> inputNorm;
  private final SelfAttention attention;
  private final Norm middleNorm;
  private final FeedForward feedForward;

  /** Of parts under the names that files give them. */
  public PreNormLayer(
      Named<? extends Norm> inputNorm,
      Named<? extends SelfAttention> attention,
      Named<? extends Norm> middleNorm,
      Named<? extends FeedForward> feedForward) {
    this(Optional.of(inputNorm), attention, middleNorm, feedForward);
  }

  private PreNormLayer(
      Optional<Named<? extends Norm>> inputNorm,
      Named<? extends SelfAttention> attention,
      Named<? extends Norm> middleNorm,
      Named<? extends FeedForward> feedForward) {
    this.inputNorm = inputNorm.map(this::child);
    this.attention = child(attention);
    this.middleNorm = child(middleNorm);
    this.feedForward = child(feedForward);
  }

  /** A first layer without a norm of its own, because embeddings come normed. */
  public static PreNormLayer ofNormed(
      Named<? extends SelfAttention> attention,
      Named<? extends Norm> middleNorm,
      Named<? extends FeedForward> feedForward) {
    return new PreNormLayer(Optional.empty(), attention, middleNorm, feedForward);
  }

  @Override
  public Norm inputNorm() {
    return inputNorm.orElseThrow();
  }

  @Override
  public ResidualStream forward(ResidualStream in, AttentionPass pass, Norm next) {
    NDManager owner = in.residual().getManager();
    try (Scope scope = in.consumed()) {
      NDArray mixed = attention.forward(in.normed(), pass);
      ResidualStream middle =
          ResidualStream.of(
              middleNorm.addThenNorm(in.residual(), mixed, attention.outputDropout()));
      NDArray update = feedForward.forward(middle.normed());
      return ResidualStream.of(
              next.addThenNorm(middle.residual(), update, feedForward.outputDropout()))
          .attachedTo(owner);
    }
  }
}
