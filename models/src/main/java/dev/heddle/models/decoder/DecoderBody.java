package dev.heddle.models.decoder;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Lookup;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.norm.Norm;

/** A decoder without a head: from tokens to hidden states. */
public final class DecoderBody extends Layer {
  private final Site site;
  private final double embeddingScale;
  private final Embedding embedding;
  private final LayerStack layers;
  private final Norm finalNorm;

  /** Built at {@code site} for a vocabulary of {@code tokens}. */
  public DecoderBody(Site site, DecoderPlan plan, int tokens) {
    this.site = site;
    this.embeddingScale = plan.embeddingScale();
    Site table = site.at("embed_tokens");
    this.embedding =
        child("embed_tokens", new Embedding(table, tokens, plan.width(), plan.first()));
    this.layers = child("layers", new LayerStack(site, plan.layers(site.at("layers"))));
    this.finalNorm = child("norm", plan.norm(site.at("norm")));
  }

  /** The hidden states of a batch after the final norm, {@code [tokens, width]}, fp32. */
  public NDArray encode(AttentionPass pass) {
    return layers.forward(embedded(pass.tokens().ids()), pass, finalNorm);
  }

  private NDArray embedded(NDArray ids) {
    if (embeddingScale == 1) {
      return embedding.forward(ids);
    }
    Lookup found = embedding.lookup(ids);
    return site.kernels().call("scaled_embedding", found.ids(), found.table(), embeddingScale);
  }

  /** The embedding table, {@code [vocabulary, width]}. */
  public Parameter table() {
    return embedding.weight();
  }
}
