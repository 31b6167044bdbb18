package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.AbstractMaskedEncoder;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Embedding;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ModernBERT (Warner et al. 2024, arXiv:2412.13663) with its masked language modelling head, equal
 * to Hugging Face's {@code ModernBertForMaskedLM} with tied embeddings and without dropout.
 */
final class ModernBert extends AbstractMaskedEncoder {
  private final Site site;
  private final ModernBertSettings settings;
  private final Branch root = new Branch();
  private final Embedding tokenEmbedding;
  private final LayerNorm embeddingNorm;
  private final List<ModernBertLayer> layers = new ArrayList<>();
  private final LayerNorm finalNorm;
  private final VocabularyHead head;

  ModernBert(Site site, ModernBertSettings settings, Vocabulary vocabulary) {
    super(site, vocabulary);
    this.site = site;
    this.settings = settings;
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    Site at = site.at("model");
    Branch model = root.add("model", new Branch());
    Branch embeddings = model.add("embeddings", new Branch());
    this.tokenEmbedding =
        embeddings.add(
            "tok_embeddings",
            new Embedding(
                at.at("embeddings").at("tok_embeddings"),
                vocabulary.size(),
                width(),
                blocks.embedding()));
    this.embeddingNorm = embeddings.add("norm", blocks.norm(at.at("embeddings").at("norm")));
    addLayers(at.at("layers"), model.add("layers", new Branch()));
    this.finalNorm = model.add("final_norm", blocks.norm(at.at("final_norm")));
    this.head = addHead(blocks);
  }

  private void addLayers(Site at, Branch branch) {
    for (int index = 0; index < settings.numHiddenLayers(); index++) {
      String name = Integer.toString(index);
      layers.add(branch.add(name, new ModernBertLayer(at.at(name), settings, index)));
    }
  }

  private VocabularyHead addHead(ModernBertBlocks blocks) {
    Branch branch = root.add("head", new Branch());
    Site at = site.at("head");
    Linear.Bias bias = Linear.Bias.of(settings.classifierBias());
    Slot dense = branch.addSlot("dense", blocks.writing(at.at("dense"), width(), width(), bias));
    LayerNorm norm = branch.add("norm", blocks.norm(at.at("norm")));
    return new VocabularyHead(site.kernels(), site.precision(), dense, norm, decoder());
  }

  private List<Parameter> decoder() {
    List<Parameter> decoder = new ArrayList<>(List.of(tokenEmbedding.weight()));
    if (settings.decoderBias()) {
      Branch branch = root.add("decoder", new Branch());
      Initializer zero = Initializer.constant(0);
      decoder.add(
          branch.addParameter(
              site.at("decoder").parameter("bias", Role.BIAS, zero, vocabulary().size())));
    }
    return List.copyOf(decoder);
  }

  @Override
  protected NDArray encode(DeviceTokens tokens, Scope scope) {
    List<NDArray> global = rotary(tokens, settings.globalRopeTheta());
    List<NDArray> local = rotary(tokens, settings.localRopeTheta());
    NDArray embedded = embedded(tokens);
    ResidualStream stream = new ResidualStream(embedded, embedded);
    Autograd autograd = engine().autograd();
    for (int index = 0; index < layers.size(); index++) {
      ModernBertLayer layer = layers.get(index);
      List<NDArray> rotary = settings.isGlobal(index) ? global : local;
      LayerNorm next = normAfter(index);
      stream = stream.through(autograd, in -> layer.forward(in, tokens, rotary, next));
    }
    return stream.normed();
  }

  private NDArray embedded(DeviceTokens tokens) {
    return site.kernels()
        .call(
            "embedding_norm",
            tokens.ids(),
            tokenEmbedding.weight().value(),
            embeddingNorm.values(),
            embeddingNorm.epsilon());
  }

  private List<NDArray> rotary(DeviceTokens tokens, double theta) {
    return List.of(
        site.kernels().callAll("rotary_table", tokens.positions(), theta, settings.headWidth()));
  }

  private LayerNorm normAfter(int index) {
    return index + 1 < layers.size() ? layers.get(index + 1).attentionNorm() : finalNorm;
  }

  @Override
  protected VocabularyHead head() {
    return head;
  }

  @Override
  public String modelType() {
    return ModernBertProvider.MODEL_TYPE;
  }

  @Override
  public ModernBertSettings settings() {
    return settings;
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
  public Map<String, String> tiedNames() {
    return Map.of("decoder.weight", tokenEmbedding.weight().name());
  }

  @Override
  public Layer root() {
    return root;
  }
}
