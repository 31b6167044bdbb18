package dev.heddle.models.roberta;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.bert.BertBlocks;
import dev.heddle.models.bert.BertBody;
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
 * RoBERTa (Liu et al. 2019, arXiv:1907.11692), equal to Hugging Face's {@code RobertaForMaskedLM},
 * {@code RobertaForSequenceClassification}, {@code RobertaForTokenClassification} and {@code
 * RobertaModel}. Its layers are BERT's. Positions are counted from the row behind the padding
 * token's id. Departures: no dropout, and a padding token inside of a text takes a position like
 * any other.
 */
final class Roberta implements EncoderArchitecture {
  static final String PREFIX = "roberta";

  private final String modelType;
  private final Site site;
  private final RobertaSettings settings;
  private final int vocabularySize;
  private final int firstPosition;
  private final BertBlocks blocks;
  private final EncoderTree<BertBody> tree;

  Roberta(String modelType, Site site, RobertaSettings settings, ModelRequest request) {
    this.modelType = modelType;
    this.site = site;
    this.settings = settings;
    this.vocabularySize = request.vocabulary().size();
    this.firstPosition = firstPosition(modelType, settings, request.vocabulary());
    this.blocks = new BertBlocks(settings.bert());
    this.tree =
        EncoderTree.of(
            site,
            PREFIX,
            request.task(),
            at -> new BertBody(at, settings.bert(), vocabularySize, firstPosition));
    if (tree.isBare()) {
      tree.body().addPooler();
    }
  }

  private static int firstPosition(
      String modelType, RobertaSettings settings, Vocabulary vocabulary) {
    int pad =
        vocabulary
            .pad()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot build a %s: pad_token_id=none; its positions are counted from there; use a tokenizer with a padding token"
                            .formatted(modelType)));
    if (pad + 1 >= settings.maxPositionEmbeddings()) {
      throw new IllegalArgumentException(
          "Cannot build a %s: max_position_embeddings=%d; must be above pad_token_id + 1 (%d), where positions start"
              .formatted(modelType, settings.maxPositionEmbeddings(), pad + 1));
    }
    return pad + 1;
  }

  @Override
  public NDArray encode(DeviceTokens tokens) {
    return tree.body().forward(tokens);
  }

  @Override
  public VocabularyHead vocabularyHead() {
    Branch head = tree.top().add("lm_head", new Branch());
    Site at = site.at("lm_head");
    Parameter bias =
        head.addParameter(at.parameter("bias", Role.BIAS, Initializer.constant(0), vocabularySize));
    Slot dense = head.addSlot("dense", blocks.linear(at.at("dense"), width(), width()));
    LayerNorm norm = head.add("layer_norm", blocks.norm(at.at("layer_norm")));
    return new VocabularyHead(
        site.kernels(), site.precision(), dense, norm, List.of(tree.body().wordTable(), bias));
  }

  @Override
  public Map<String, String> tiedNames() {
    return Map.of(
        "lm_head.decoder.weight",
        tree.body().wordTable().name(),
        "lm_head.decoder.bias",
        "lm_head.bias");
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    Branch head = tree.top().add("classifier", new Branch());
    Site at = site.at("classifier");
    Slot dense = head.addSlot("dense", blocks.linear(at.at("dense"), width(), width()));
    Slot output = head.addSlot("out_proj", blocks.linear(at.at("out_proj"), width(), labels));
    return new SequenceHead(Pooling.CLS, ClassificationHead.tanh(site.kernels(), dense, output));
  }

  @Override
  public ClassificationHead tokenHead(int labels) {
    Site at = site.at("classifier");
    Slot output = tree.top().addSlot("classifier", blocks.linear(at, width(), labels));
    return ClassificationHead.linear(site.kernels(), output);
  }

  @Override
  public String modelType() {
    return modelType;
  }

  @Override
  public RobertaSettings settings() {
    return settings;
  }

  @Override
  public int width() {
    return settings.hiddenSize();
  }

  @Override
  public int maximumLength() {
    return settings.maxPositionEmbeddings() - firstPosition;
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
