package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.encoders.ClassificationHead;
import dev.heddle.models.encoders.EncoderArchitecture;
import dev.heddle.models.encoders.EncoderTree;
import dev.heddle.models.encoders.SequenceHead;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ModernBERT (Warner et al. 2024, arXiv:2412.13663), equal to Hugging Face's {@code
 * ModernBertForMaskedLM} with tied embeddings, {@code ModernBertForSequenceClassification}, {@code
 * ModernBertForTokenClassification} and {@code ModernBertModel}, all without dropout.
 */
final class ModernBert implements EncoderArchitecture {
  private final Site site;
  private final ModernBertSettings settings;
  private final int vocabularySize;
  private final ModernBertBlocks blocks;
  private final EncoderTree<ModernBertBody> tree;

  ModernBert(Site site, ModernBertSettings settings, ModelRequest request) {
    this.site = site;
    this.settings = settings;
    this.vocabularySize = request.vocabulary().size();
    this.blocks = new ModernBertBlocks(settings);
    this.tree =
        EncoderTree.of(
            site,
            ModernBertProvider.PREFIX,
            request.task(),
            at -> new ModernBertBody(at, settings, vocabularySize));
  }

  @Override
  public NDArray encode(DeviceTokens tokens) {
    return tree.body().forward(tokens);
  }

  @Override
  public VocabularyHead vocabularyHead() {
    PredictionHead head = predictionHead();
    return new VocabularyHead(
        site.kernels(), site.precision(), head.dense(), head.norm(), decoder());
  }

  private List<Parameter> decoder() {
    List<Parameter> decoder = new ArrayList<>(List.of(tree.body().wordTable()));
    if (settings.decoderBias()) {
      Branch branch = tree.top().add("decoder", new Branch());
      Initializer zero = Initializer.constant(0);
      decoder.add(
          branch.addParameter(
              site.at("decoder").parameter("bias", Role.BIAS, zero, vocabularySize)));
    }
    return List.copyOf(decoder);
  }

  @Override
  public Map<String, String> tiedNames() {
    return Map.of("decoder.weight", tree.body().wordTable().name());
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    return new SequenceHead(settings.classifierPooling(), tokenHead(labels));
  }

  @Override
  public ClassificationHead tokenHead(int labels) {
    PredictionHead head = predictionHead();
    Slot output =
        tree.top().addSlot("classifier", blocks.classifier(site.at("classifier"), labels));
    return new ClassificationHead(
        site.kernels(), x -> head.norm().ofGelu(head.dense().forward(x)), output);
  }

  /** {@code norm(gelu(dense(x)))}, which every head begins with. */
  private record PredictionHead(Slot dense, LayerNorm norm) {}

  private PredictionHead predictionHead() {
    Branch branch = tree.top().add("head", new Branch());
    Site at = site.at("head");
    Linear.Bias bias = Linear.Bias.of(settings.classifierBias());
    return new PredictionHead(
        branch.addSlot("dense", blocks.writing(at.at("dense"), width(), width(), bias)),
        branch.add("norm", blocks.norm(at.at("norm"))));
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
  public int tokenTypes() {
    return 1;
  }

  @Override
  public Layer root() {
    return tree.root();
  }
}
