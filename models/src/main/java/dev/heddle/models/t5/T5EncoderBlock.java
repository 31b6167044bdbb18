package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.norm.Norm;
import java.util.List;

/** {@code h + attention(norm(h))}, then {@code h + feedForward(norm(h))}. */
final class T5EncoderBlock extends T5Block {
  private final T5Sublayer<T5FeedForward> feedForward;

  T5EncoderBlock(Site site, T5Settings settings) {
    super(site, settings);
    this.feedForward = addFeedForward();
  }

  /** Uses up {@code in}; the result is normed for whoever {@code next} belongs to. */
  ResidualStream forward(ResidualStream in, AttentionPass pass, List<NDArray> biases, Norm next) {
    NDManager owner = in.residual().getManager();
    try (Scope scope = in.consumed()) {
      NDArray mixed = attention().part().forward(in.normed(), pass, biases);
      ResidualStream middle =
          ResidualStream.of(
              feedForward.norm().addThenNorm(in.residual(), mixed, attention().outputDropout()));
      NDArray update = feedForward.part().forward(middle.normed());
      return ResidualStream.of(
              next.addThenNorm(middle.residual(), update, feedForward.outputDropout()))
          .attachedTo(owner);
    }
  }
}
