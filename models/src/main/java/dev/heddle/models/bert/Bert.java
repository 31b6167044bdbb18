package dev.heddle.models.bert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.encoders.ClassificationHead;
import dev.heddle.models.encoders.EncoderArchitecture;
import dev.heddle.models.encoders.EncoderTree;
import dev.heddle.models.encoders.SequenceHead;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.List;
import java.util.Map;

/**
 * BERT (Devlin et al. 2018, arXiv:1810.04805), equal to Hugging Face's {@code BertForMaskedLM},
 * {@code BertForSequenceClassification}, {@code BertForTokenClassification} and {@code BertModel}.
 * Departures from the paper: no next-sentence task and no dropout.
 */
final class Bert implements EncoderArchitecture {
  private final Site site;
  private final BertSettings settings;
  private final int vocabularySize;
  private final BertBlocks blocks;
  private final EncoderTree<BertBody> tree;

  Bert(Site site, BertSettings settings, ModelRequest request) {
    this.site = site;
    this.settings = settings;
    this.vocabularySize = request.vocabulary().size();
    this.blocks = new BertBlocks(settings);
    this.tree =
        EncoderTree.of(
            site,
            BertProvider.PREFIX,
            request.task(),
            at -> new BertBody(at, settings, vocabularySize, 0));
    if (tree.isBare()) {
      tree.body().addPooler();
    }
  }

  @Override
  public NDArray encode(DeviceTokens tokens) {
    return tree.body().forward(tokens);
  }

  @Override
  public VocabularyHead vocabularyHead() {
    Branch predictions = tree.top().add("cls", new Branch()).add("predictions", new Branch());
    Site at = site.at("cls").at("predictions");
    Parameter bias =
        predictions.addParameter(
            at.parameter("bias", Role.BIAS, Initializer.constant(0), vocabularySize));
    Branch transform = predictions.add("transform", new Branch());
    Site inner = at.at("transform");
    Slot dense = transform.addSlot("dense", blocks.linear(inner.at("dense"), width(), width()));
    LayerNorm norm = transform.add("LayerNorm", blocks.norm(inner.at("LayerNorm")));
    return new VocabularyHead(
        site.kernels(), site.precision(), dense, norm, List.of(tree.body().wordTable(), bias));
  }

  @Override
  public Map<String, String> tiedNames() {
    return Map.of(
        "cls.predictions.decoder.weight",
        tree.body().wordTable().name(),
        "cls.predictions.decoder.bias",
        "cls.predictions.bias");
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    Slot pooler = tree.body().addPooler();
    return new SequenceHead(
        Pooling.CLS, ClassificationHead.tanh(site.kernels(), pooler, classifier(labels)));
  }

  @Override
  public ClassificationHead tokenHead(int labels) {
    return ClassificationHead.linear(site.kernels(), classifier(labels));
  }

  private Slot classifier(int labels) {
    return tree.top().addSlot("classifier", blocks.linear(site.at("classifier"), width(), labels));
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
  public int tokenTypes() {
    return settings.typeVocabSize();
  }

  @Override
  public Layer root() {
    return tree.root();
  }
}
