package dev.heddle.models.gpt2;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.decoder.LayerStack;
import dev.heddle.models.decoder.PreNormLayer;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Lookup;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.List;
import java.util.stream.IntStream;

/** Embeddings and layers of GPT-2, without a head. */
final class Gpt2Body extends Layer {
  private final Site site;
  private final Gpt2Settings settings;
  private final Gpt2Blocks blocks;
  private final Embedding words;
  private final Embedding places;
  private final Dropout dropout;
  private final LayerStack layers;
  private final LayerNorm finalNorm;

  Gpt2Body(Site site, Gpt2Settings settings, int vocabularySize) {
    this.site = site;
    this.settings = settings;
    this.blocks = new Gpt2Blocks(settings);
    this.words = child("wte", blocks.embedding(site.at("wte"), vocabularySize));
    this.places = child("wpe", blocks.embedding(site.at("wpe"), settings.nPositions()));
    this.dropout = Dropout.at(site, "drop", settings.embdPdrop());
    this.layers = child("h", new LayerStack(site, layers(site.at("h"))));
    this.finalNorm = child("ln_f", blocks.norm(site.at("ln_f")));
  }

  private List<PreNormLayer> layers(Site at) {
    return IntStream.range(0, settings.nLayer())
        .mapToObj(index -> layer(at.at(Integer.toString(index)), index))
        .toList();
  }

  private PreNormLayer layer(Site at, int index) {
    return new PreNormLayer(
        Named.below(at, "ln_1", blocks::norm),
        Named.below(at, "attn", inner -> new Gpt2Attention(inner, settings, index)),
        Named.below(at, "ln_2", blocks::norm),
        Named.below(at, "mlp", inner -> new Gpt2FeedForward(inner, settings)));
  }

  /** The hidden states of a batch after the final norm, {@code [tokens, width]}, fp32. */
  NDArray encode(AttentionPass pass) {
    Lookup found = words.lookup(pass.tokens().ids());
    NDArray embedded =
        site.kernels()
            .call(
                "embedding_sum",
                found.ids(),
                pass.tokens().positions(),
                found.table(),
                places.table());
    return layers.forward(dropout.forward(embedded), pass, finalNorm);
  }

  /** The embedding table, {@code [vocabulary, width]}. */
  Parameter table() {
    return words.weight();
  }
}
