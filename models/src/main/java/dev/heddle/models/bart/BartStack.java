package dev.heddle.models.bart;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Lookup;
import dev.heddle.models.layers.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The encoder or the decoder: words and positions, normed, then layers. Both sides look words up in
 * the same table.
 */
final class BartStack<L extends BartLayer> extends Layer {
  /** Rows of the table of positions before that of position 0; a relic that files have. */
  private static final int OFFSET = 2;

  private final Site site;
  private final double scale;
  private final Embedding words;
  private final Embedding positions;
  private final LayerNorm norm;
  private final Dropout dropout;
  private final List<L> layers = new ArrayList<>();

  /**
   * A stack.
   *
   * @param words the table {@code [vocabulary, width]}
   * @param make makes a layer at a site
   */
  BartStack(
      Site site,
      BartSettings settings,
      Embedding words,
      int count,
      BiFunction<Site, BartSettings, L> make) {
    BartBlocks blocks = new BartBlocks(settings);
    this.site = site;
    this.scale = settings.scaleEmbedding() ? Math.sqrt(settings.dModel()) : 1;
    this.words = words;
    long rows = settings.maxPositionEmbeddings() + (long) OFFSET;
    this.positions = child("embed_positions", blocks.embedding(site.at("embed_positions"), rows));
    this.norm = child("layernorm_embedding", blocks.norm(site.at("layernorm_embedding")));
    this.dropout = Dropout.at(site, "dropout", settings.dropout());
    Branch branch = child("layers", new Branch());
    for (int index = 0; index < count; index++) {
      String name = Integer.toString(index);
      layers.add(branch.add(name, make.apply(site.at("layers").at(name), settings)));
    }
  }

  /**
   * Sends tokens through all layers.
   *
   * @param common what every layer reads besides: results of {@link Autograd#shared}
   * @return {@code [tokens, width]}
   */
  NDArray forward(DeviceTokens tokens, List<NDArray> common, Step<L> step) {
    NDArray x = dropout.forward(embedded(tokens));
    Autograd autograd = site.engine().autograd();
    for (L layer : layers) {
      List<NDArray> after =
          autograd.segment(
              List.of(x), common, (in, read) -> List.of(step.of(layer, in.get(0), read)));
      x = after.get(0);
    }
    return x;
  }

  private NDArray embedded(DeviceTokens tokens) {
    Lookup found = words.lookup(tokens.ids());
    return site.kernels()
        .call(
            "scaled_embedding_norm",
            found.ids(),
            tokens.positions(),
            found.table(),
            positions.table(),
            scale,
            OFFSET,
            norm.values(),
            norm.epsilon());
  }

  /** What a layer does. */
  @FunctionalInterface
  interface Step<L> {
    /**
     * {@code x [tokens, width]}, which is used up, after {@code layer}.
     *
     * @param common what every layer reads besides
     */
    NDArray of(L layer, NDArray x, List<NDArray> common);
  }
}
