package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.encoderdecoder.PairedRuns;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.ArrayList;
import java.util.List;

/** The decoder: every token sees its target up to itself, and all of its source. */
final class T5DecoderStack extends T5Stack<T5DecoderBlock> {
  T5DecoderStack(Site site, T5Settings settings) {
    super(site, settings, settings.numDecoderLayers(), Sight.BACK, T5DecoderBlock::new);
  }

  /**
   * {@code embedded [target tokens, width]}, which is used up, to the same shape.
   *
   * @param memory {@code [source tokens, width]}, a result of {@code Autograd.shared}
   */
  NDArray forward(
      NDArray embedded, AttentionPass pass, NDArray memory, PairedRuns runs, Scope scope) {
    List<NDArray> common = new ArrayList<>(List.of(memory));
    common.addAll(bias().of(pass, scope));
    return through(
        embedded,
        common,
        (block, in, read, next) -> {
          List<NDArray> biases = read.subList(1, read.size());
          return block.forward(in, new T5DecoderBlock.Pass(pass, biases, read.get(0), runs), next);
        });
  }
}
