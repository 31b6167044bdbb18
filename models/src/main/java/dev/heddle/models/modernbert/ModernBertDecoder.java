package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.AbstractCausalDecoder;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.VocabularyProjection;
import dev.heddle.models.decoder.LayerStack;
import dev.heddle.models.decoder.PreNormLayer;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Named;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.attention.Rotary;
import dev.heddle.models.layers.attention.RotarySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * ModernBERT as a decoder (Weller et al. 2025, arXiv:2507.11412), equal to Hugging Face's {@code
 * ModernBertDecoderForCausalLM} with tied embeddings and without dropout.
 */
final class ModernBertDecoder extends AbstractCausalDecoder {
  private final Site site;
  private final ModernBertSettings settings;
  private final ModernBertBlocks blocks;
  private final Branch root = new Branch();
  private final ModernBertEmbeddings embeddings;
  private final LayerStack layers;
  private final LayerNorm finalNorm;
  private final Slot dense;
  private final LayerNorm headNorm;
  private final VocabularyProjection projection;

  ModernBertDecoder(Site site, ModernBertSettings settings, Vocabulary vocabulary) {
    super(site, ModernBertDecoderProvider.MODEL_TYPE, settings, vocabulary);
    this.site = site;
    this.settings = settings;
    this.blocks = new ModernBertBlocks(settings);
    Site at = site.at("model");
    Branch body = root.add("model", new Branch());
    this.embeddings =
        body.add(
            "embeddings",
            new ModernBertEmbeddings(at.at("embeddings"), settings, vocabulary.size()));
    this.layers = body.add("layers", new LayerStack(site, layers(at.at("layers"))));
    this.finalNorm = body.add("final_norm", blocks.norm(at.at("final_norm")));
    Branch head = root.add("lm_head", new Branch());
    Linear.Bias bias = Linear.Bias.of(settings.classifierBias());
    Site dense = site.at("lm_head").at("dense");
    this.dense = head.addSlot("dense", blocks.writing(dense, width(), width(), bias));
    this.headNorm = head.add("norm", blocks.norm(site.at("lm_head").at("norm")));
    this.projection = new VocabularyProjection(site.kernels(), site.precision(), table(), 0);
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

  private List<Parameter> table() {
    List<Parameter> table = new ArrayList<>(List.of(embeddings.table()));
    if (settings.decoderBias()) {
      Initializer zero = Initializer.constant(0);
      table.add(
          root.add("decoder", new Branch())
              .addParameter(
                  site.at("decoder").parameter("bias", Role.BIAS, zero, vocabulary().size())));
    }
    return List.copyOf(table);
  }

  @Override
  protected NDArray encode(AttentionPass pass, Scope scope) {
    NDArray embedded = embeddings.forward(pass.tokens().ids());
    return layers.forward(new ResidualStream(embedded, embedded), pass, finalNorm);
  }

  @Override
  protected NDArray transformed(NDArray rows) {
    return headNorm.ofGelu(dense.forward(rows));
  }

  @Override
  protected VocabularyProjection projection() {
    return projection;
  }

  @Override
  public Map<String, String> tiedNames() {
    return Map.of("decoder.weight", embeddings.table().name());
  }

  @Override
  public int width() {
    return settings.hiddenSize();
  }

  @Override
  public int maximumLength() {
    return settings.maxPositionEmbeddings();
  }

  @Override
  public Layer root() {
    return root;
  }
}
