package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Lookup;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;

/** The normed vectors of tokens. */
final class ModernBertEmbeddings extends Layer {
  private final Site site;
  private final Embedding words;
  private final LayerNorm norm;
  private final Dropout dropout;

  ModernBertEmbeddings(Site site, ModernBertSettings settings, int tokens) {
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    Site table = site.at("tok_embeddings");
    this.site = site;
    this.words =
        child(
            "tok_embeddings",
            new Embedding(table, tokens, settings.hiddenSize(), blocks.embedding()));
    this.norm = child("norm", blocks.norm(site.at("norm")));
    this.dropout = Dropout.at(site, "drop", settings.embeddingDropout());
  }

  /** {@code ids [tokens]} to {@code [tokens, width]}. */
  NDArray forward(NDArray ids) {
    Lookup found = words.lookup(ids);
    NDArray normed =
        site.kernels()
            .call("embedding_norm", found.ids(), found.table(), norm.values(), norm.epsilon());
    return dropout.forward(normed);
  }

  /** The table that the head predicts with as well. */
  Parameter table() {
    return words.weight();
  }
}
