package dev.heddle.models.t5;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.CachedTokens;
import java.util.List;
import java.util.stream.Stream;

/**
 * Self-attention with a bias for the distance of two tokens. Who sees whom is in the biases as well
 * ({@link RelativeBias}).
 */
final class T5SelfAttention extends Layer {
  private final Site site;
  private final int heads;
  private final LinearGroup queryKeyValue;
  private final Slot output;
  private final Dropout dropout;

  T5SelfAttention(Site site, T5Settings settings) {
    T5Blocks blocks = new T5Blocks(settings);
    this.site = site;
    this.heads = settings.numHeads();
    List<Slot> slots =
        Stream.of("q", "k", "v").map(name -> slot(name, blocks.attention(site, name))).toList();
    this.queryKeyValue = new LinearGroup(site, slots);
    this.output = slot("o", blocks.attention(site, "o"));
    this.dropout = Dropout.at(site, "dropout", settings.dropoutRate());
  }

  /** Adds the table of biases, which the first layer keeps for all. */
  RelativeBias withBias(T5Settings settings, Sight sight) {
    T5Blocks blocks = new T5Blocks(settings);
    String name = "relative_attention_bias";
    int buckets = settings.relativeAttentionNumBuckets();
    Embedding table = child(name, blocks.table(site.at(name), buckets, heads, settings.dModel()));
    return new RelativeBias(site.engine(), table, settings.relativeAttentionMaxDistance(), sight);
  }

  /** {@code x [tokens, width]} to queries, keys and values side by side. */
  NDArray project(NDArray x) {
    return queryKeyValue.forward(x);
  }

  /**
   * What each token finds in its sequence, {@code [tokens, heads · head width]}.
   *
   * @param biases as {@link RelativeBias#of} gives them for the pass
   */
  NDArray attend(NDArray projected, AttentionPass pass, List<NDArray> biases) {
    return pass.cached()
        .map(cached -> attend(projected, cached, biases))
        .orElseGet(() -> attend(projected, pass.tokens(), biases));
  }

  private NDArray attend(NDArray projected, DeviceTokens tokens, List<NDArray> biases) {
    Dropout.Mask mask = dropout.mask();
    return site.kernels()
        .call(
            "relative_attention",
            projected,
            tokens.runLengths(),
            tokens.runCounts(),
            biases,
            heads,
            mask.keys(),
            mask.salt(),
            mask.probability());
  }

  private NDArray attend(NDArray projected, CachedTokens cached, List<NDArray> biases) {
    int headWidth = (int) (projected.getShape().get(1) / (3L * heads));
    return site.kernels()
        .call(
            "cached_relative_attention",
            projected,
            cached.nextLayer(projected, heads, headWidth),
            cached.slots(),
            cached.tokens().runLengths(),
            cached.tokens().runCounts(),
            cached.reach(),
            biases,
            heads);
  }

  /** {@code [tokens, heads · head width]} to {@code [tokens, width]}. */
  NDArray output(NDArray mixed) {
    return output.forward(mixed);
  }

  /** All of it: {@code x [tokens, width]} to the same shape. */
  NDArray forward(NDArray x, AttentionPass pass, List<NDArray> biases) {
    return output(attend(project(x), pass, biases));
  }
}
