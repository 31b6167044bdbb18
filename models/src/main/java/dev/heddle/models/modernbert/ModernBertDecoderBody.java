package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.decoder.LayerStack;
import dev.heddle.models.decoder.PreNormLayer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.Rotary;
import dev.heddle.models.layers.attention.RotarySettings;
import java.util.List;
import java.util.stream.IntStream;

/** Embeddings and layers of ModernBERT's decoder, without a head. */
final class ModernBertDecoderBody extends Layer {
  private final Site site;
  private final ModernBertSettings settings;
  private final ModernBertBlocks blocks;
  private final ModernBertEmbeddings embeddings;
  private final LayerStack layers;
  private final LayerNorm finalNorm;

  ModernBertDecoderBody(Site site, ModernBertSettings settings, int vocabularySize) {
    this.site = site;
    this.settings = settings;
    this.blocks = new ModernBertBlocks(settings);
    this.embeddings =
        child(
            "embeddings",
            new ModernBertEmbeddings(site.at("embeddings"), settings, vocabularySize));
    this.layers = child("layers", new LayerStack(site, layers(site.at("layers"))));
    this.finalNorm = child("final_norm", blocks.norm(site.at("final_norm")));
  }

  private List<PreNormLayer> layers(Site at) {
    Rotary global = rotary(settings.globalRopeTheta());
    Rotary local = rotary(settings.localRopeTheta());
    return IntStream.range(0, settings.numHiddenLayers())
        .mapToObj(
            index ->
                layer(
                    at.at(Integer.toString(index)),
                    index,
                    settings.isGlobal(index) ? global : local))
        .toList();
  }

  private Rotary rotary(double theta) {
    return RotarySettings.unscaled(theta)
        .create(site, settings.headWidth(), settings.maxPositionEmbeddings());
  }

  private PreNormLayer layer(Site at, int index, Rotary rotary) {
    Named<ModernBertDecoderAttention> attention =
        Named.below(
            at, "attn", inner -> new ModernBertDecoderAttention(inner, settings, index, rotary));
    Named<LayerNorm> norm = Named.below(at, "mlp_norm", blocks::norm);
    Named<ModernBertMlp> mlp = Named.below(at, "mlp", inner -> new ModernBertMlp(inner, settings));
    return index == 0
        ? PreNormLayer.ofNormed(attention, norm, mlp)
        : new PreNormLayer(Named.below(at, "attn_norm", blocks::norm), attention, norm, mlp);
  }

  /** The hidden states of a batch after the final norm, {@code [tokens, width]}, fp32. */
  NDArray encode(AttentionPass pass) {
    NDArray embedded = embeddings.forward(pass.tokens().ids());
    return layers.forward(new ResidualStream(embedded, embedded), pass, finalNorm);
  }

  /** The embedding table, {@code [vocabulary, width]}. */
  Parameter table() {
    return embeddings.table();
  }
}
