package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.norm.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The blocks of the encoder or of the decoder, with the norm after the last. */
abstract class T5Stack<B extends T5Block> extends Layer {
  private final Site site;
  private final List<B> blocks = new ArrayList<>();
  private final RelativeBias bias;
  private final Norm finalNorm;
  private final Dropout firstDropout;
  private final Dropout lastDropout;

  /**
   * A stack.
   *
   * @param make makes a block at a site
   */
  T5Stack(
      Site site,
      T5Settings settings,
      int count,
      Sight sight,
      BiFunction<Site, T5Settings, B> make) {
    this.site = site;
    Branch branch = child("block", new Branch());
    for (int index = 0; index < count; index++) {
      String name = Integer.toString(index);
      blocks.add(branch.add(name, make.apply(site.at("block").at(name), settings)));
    }
    this.bias = blocks.get(0).attention().part().withBias(settings, sight);
    String name = "final_layer_norm";
    this.finalNorm = child(name, new T5Blocks(settings).norm(site.at(name)));
    this.firstDropout = Dropout.at(site, "dropout", settings.dropoutRate());
    this.lastDropout = Dropout.at(site, "dropout.1", settings.dropoutRate());
  }

  final RelativeBias bias() {
    return bias;
  }

  /** What the first block reads: {@code embedded [tokens, width]} and its norm. */
  private ResidualStream enter(NDArray embedded) {
    NDArray kept = firstDropout.forward(embedded);
    return new ResidualStream(kept, blocks.get(0).attention().norm().forward(kept));
  }

  /**
   * Sends the stream through all blocks.
   *
   * @param common what every block reads besides: results of {@link Autograd#shared}
   * @return {@code [tokens, width]}, normed
   */
  final NDArray through(NDArray embedded, List<NDArray> common, Step<B> step) {
    ResidualStream stream = enter(embedded);
    for (int index = 0; index < blocks.size(); index++) {
      B block = blocks.get(index);
      Norm next = normAfter(index);
      stream =
          stream.through(
              site.engine().autograd(), common, (in, read) -> step.of(block, in, read, next));
    }
    return lastDropout.forward(stream.normed());
  }

  private Norm normAfter(int index) {
    return index + 1 < blocks.size() ? blocks.get(index + 1).attention().norm() : finalNorm;
  }

  /** What a block does. */
  @FunctionalInterface
  interface Step<B> {
    /**
     * The stream after {@code block}, normed by {@code next}.
     *
     * @param common what every block reads besides
     */
    ResidualStream of(B block, ResidualStream in, List<NDArray> common, Norm next);
  }
}
