package dev.heddle.models.decoder;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.norm.Norm;
import java.util.List;

/** A decoder without a head: from tokens to hidden states. */
public final class DecoderBody extends Layer {
  private final Site site;
  private final double embeddingScale;
  private final Embedding embedding;
  private final List<DecoderLayer> layers;
  private final Norm finalNorm;

  /** Built at {@code site} for a vocabulary of {@code tokens}. */
  public DecoderBody(Site site, DecoderPlan plan, int tokens) {
    this.site = site;
    this.embeddingScale = plan.embeddingScale();
    Site table = site.at("embed_tokens");
    this.embedding =
        child("embed_tokens", new Embedding(table, tokens, plan.width(), plan.first()));
    this.layers = plan.layers(site.at("layers"));
    Branch branch = child("layers", new Branch());
    for (int index = 0; index < layers.size(); index++) {
      branch.add(Integer.toString(index), layers.get(index));
    }
    this.finalNorm = child("norm", plan.norm(site.at("norm")));
  }

  /** The hidden states of a batch after the final norm, {@code [tokens, width]}, fp32. */
  public NDArray encode(AttentionPass pass) {
    NDArray embedded = embedded(pass.tokens().ids());
    ResidualStream stream = new ResidualStream(embedded, normBefore(0).forward(embedded));
    Autograd autograd = site.engine().autograd();
    for (int index = 0; index < layers.size(); index++) {
      DecoderLayer layer = layers.get(index);
      Norm next = normBefore(index + 1);
      stream = stream.through(autograd, in -> layer.forward(in, pass, next));
    }
    return stream.normed();
  }

  private NDArray embedded(NDArray ids) {
    return embeddingScale == 1
        ? embedding.forward(ids)
        : site.kernels().call("scaled_embedding", ids, embedding.weight().value(), embeddingScale);
  }

  private Norm normBefore(int index) {
    return index < layers.size() ? layers.get(index).inputNorm() : finalNorm;
  }

  /** The embedding table, {@code [vocabulary, width]}. */
  public Parameter table() {
    return embedding.weight();
  }
}
