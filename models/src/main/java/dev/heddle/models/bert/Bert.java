package dev.heddle.models.bert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.AbstractMaskedEncoder;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * BERT (Devlin et al. 2018, arXiv:1810.04805) with its masked language modelling head, equal to
 * Hugging Face's {@code BertForMaskedLM}. Departures from the paper: no next-sentence task, hence
 * no pooler and one token type; no dropout.
 */
final class Bert extends AbstractMaskedEncoder {
  private final Site site;
  private final BertSettings settings;
  private final Branch root = new Branch();
  private final BertEmbeddings embeddings;
  private final List<BertLayer> layers = new ArrayList<>();
  private final VocabularyHead head;

  Bert(Site site, BertSettings settings, Vocabulary vocabulary) {
    super(site, vocabulary);
    this.site = site;
    this.settings = settings;
    Branch bert = root.add("bert", new Branch());
    this.embeddings =
        bert.add(
            "embeddings",
            new BertEmbeddings(site.at("bert").at("embeddings"), settings, vocabulary));
    addLayers(bert.add("encoder", new Branch()).add("layer", new Branch()));
    this.head = head(root.add("cls", new Branch()).add("predictions", new Branch()));
  }

  private void addLayers(Branch branch) {
    Site at = site.at("bert").at("encoder").at("layer");
    for (int index = 0; index < settings.numHiddenLayers(); index++) {
      String name = Integer.toString(index);
      layers.add(branch.add(name, new BertLayer(at.at(name), settings)));
    }
  }

  private VocabularyHead head(Branch predictions) {
    BertBlocks blocks = new BertBlocks(settings);
    Site at = site.at("cls").at("predictions");
    Parameter bias =
        predictions.addParameter(
            at.parameter("bias", Role.BIAS, Initializer.constant(0), vocabulary().size()));
    Branch transform = predictions.add("transform", new Branch());
    Site inner = at.at("transform");
    Slot dense = transform.addSlot("dense", blocks.linear(inner.at("dense"), width(), width()));
    LayerNorm norm = transform.add("LayerNorm", blocks.norm(inner.at("LayerNorm")));
    return new VocabularyHead(
        site.kernels(), site.precision(), dense, norm, List.of(embeddings.wordTable(), bias));
  }

  @Override
  protected NDArray encode(DeviceTokens tokens, Scope scope) {
    NDArray hidden = embeddings.forward(tokens);
    for (BertLayer layer : layers) {
      hidden =
          engine()
              .autograd()
              .segment(List.of(hidden), in -> List.of(layer.forward(in.get(0), tokens)))
              .get(0);
    }
    return hidden;
  }

  @Override
  protected VocabularyHead head() {
    return head;
  }

  @Override
  public String modelType() {
    return BertProvider.MODEL_TYPE;
  }

  @Override
  public BertSettings settings() {
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
    return Map.of(
        "cls.predictions.decoder.weight",
        embeddings.wordTable().name(),
        "cls.predictions.decoder.bias",
        "cls.predictions.bias");
  }

  @Override
  public Layer root() {
    return root;
  }
}
