package dev.heddle.models.decoder;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.norm.Norm;
import java.util.List;

/** The layers of a decoder one after the other, each named by its number. */
public final class LayerStack extends Layer {
  private final Site site;
  private final List<DecoderLayer> layers;

  /** Of at least one layer, on the engine of {@code site}. */
  public LayerStack(Site site, List<? extends DecoderLayer> layers) {
    this.site = site;
    this.layers = List.copyOf(layers);
    for (int index = 0; index < layers.size(); index++) {
      child(Integer.toString(index), layers.get(index));
    }
  }

  /** Runs all layers on embeddings that are not normed yet; see the other method. */
  public NDArray forward(NDArray embedded, AttentionPass pass, Norm last) {
    NDArray normed = layers.get(0).inputNorm().forward(embedded);
    return forward(new ResidualStream(embedded, normed), pass, last);
  }

  /**
   * Runs all layers.
   *
   * @param in is used up
   * @param last the norm after the last layer
   * @return {@code [tokens, width]}, fp32, normed by {@code last}
   */
  public NDArray forward(ResidualStream in, AttentionPass pass, Norm last) {
    Autograd autograd = site.engine().autograd();
    ResidualStream stream = in;
    for (int index = 0; index < layers.size(); index++) {
      Norm next = index + 1 < layers.size() ? layers.get(index + 1).inputNorm() : last;
      DecoderLayer layer = layers.get(index);
      stream = stream.through(autograd, before -> layer.forward(before, pass, next));
    }
    return stream.normed();
  }
}
