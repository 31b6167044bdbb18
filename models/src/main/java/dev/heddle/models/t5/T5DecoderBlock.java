package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.encoderdecoder.CrossAttention;
import dev.heddle.models.encoderdecoder.PairedRuns;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.norm.Norm;
import java.util.List;

/** As an encoder's block, with attention to the source between the two parts. */
final class T5DecoderBlock extends T5Block {
  private final T5Sublayer<CrossAttention> cross;
  private final T5Sublayer<T5FeedForward> feedForward;

  T5DecoderBlock(Site site, T5Settings settings) {
    super(site, settings);
    this.cross = addCrossAttention();
    this.feedForward = addFeedForward();
  }

  /** Uses up {@code in}; the result is normed for whoever {@code next} belongs to. */
  ResidualStream forward(ResidualStream in, Pass pass, Norm next) {
    NDManager owner = in.residual().getManager();
    try (Scope scope = in.consumed()) {
      NDArray own = attention().part().forward(in.normed(), pass.tokens(), pass.biases());
      ResidualStream first =
          ResidualStream.of(
              cross.norm().addThenNorm(in.residual(), own, attention().outputDropout()));
      NDArray found = cross.part().forward(first.normed(), pass.memory(), pass.runs(), scope);
      ResidualStream second =
          ResidualStream.of(
              feedForward.norm().addThenNorm(first.residual(), found, cross.outputDropout()));
      NDArray update = feedForward.part().forward(second.normed());
      return ResidualStream.of(
              next.addThenNorm(second.residual(), update, feedForward.outputDropout()))
          .attachedTo(owner);
    }
  }

  /**
   * What every block reads besides the stream.
   *
   * @param tokens the pass over the targets
   * @param biases of each of its runs
   * @param memory {@code [source tokens, width]}
   * @param runs which targets belong to which sources
   */
  record Pass(AttentionPass tokens, List<NDArray> biases, NDArray memory, PairedRuns runs) {}
}
