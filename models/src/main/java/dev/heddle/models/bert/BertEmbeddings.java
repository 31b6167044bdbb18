package dev.heddle.models.bert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Lookup;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;
import java.util.List;

/**
 * The normed sum of a token's vector, its position's, and that of its type, which is the first
 * unless the batch says otherwise.
 */
final class BertEmbeddings extends Layer {
  private final Site site;
  private final Embedding words;
  private final Embedding positions;
  private final Embedding types;
  private final LayerNorm norm;
  private final int firstPosition;
  private final Dropout dropout;

  BertEmbeddings(Site site, BertSettings settings, int vocabularySize, int firstPosition) {
    BertBlocks blocks = new BertBlocks(settings);
    this.site = site;
    this.firstPosition = firstPosition;
    this.words = embedding(blocks, "word_embeddings", vocabularySize);
    this.positions = embedding(blocks, "position_embeddings", settings.maxPositionEmbeddings());
    this.types = embedding(blocks, "token_type_embeddings", settings.typeVocabSize());
    this.norm = child("LayerNorm", blocks.norm(site.at("LayerNorm")));
    this.dropout = Dropout.at(site, "dropout", settings.hiddenDropoutProb());
  }

  private Embedding embedding(BertBlocks blocks, String name, long count) {
    return child(name, blocks.embedding(site.at(name), count));
  }

  /** {@code [tokens, width]}. */
  NDArray forward(DeviceTokens tokens) {
    Lookup found = words.lookup(tokens.ids());
    NDArray normed =
        site.kernels()
            .call(
                "bert_embedding",
                found.ids(),
                tokens.positions(),
                tokens.types(),
                List.of(found.table(), positions.table(), types.table()),
                firstPosition,
                norm.values(),
                norm.epsilon());
    return dropout.forward(normed);
  }

  /** The table that the head predicts with as well. */
  Parameter wordTable() {
    return words.weight();
  }
}
