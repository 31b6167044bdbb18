package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.heads.AbstractArchitecture;
import dev.heddle.models.heads.BodyTree;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.heads.EncoderArchitecture;
import dev.heddle.models.heads.SequenceHead;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;
import java.util.Map;

/**
 * ModernBERT (Warner et al. 2024, arXiv:2412.13663), equal to Hugging Face's {@code
 * ModernBertForMaskedLM} with tied embeddings, {@code ModernBertForSequenceClassification}, {@code
 * ModernBertForTokenClassification} and {@code ModernBertModel}.
 */
final class ModernBert extends AbstractArchitecture<ModernBertBody> implements EncoderArchitecture {
  private final ModernBertSettings settings;
  private final ModernBertHeads heads;

  ModernBert(Site site, ModernBertSettings settings, ModelRequest request) {
    super(
        ModernBertProvider.MODEL_TYPE,
        settings,
        settings.hiddenSize(),
        settings.maxPositionEmbeddings(),
        BodyTree.of(
            site,
            ModernBertProvider.PREFIX,
            request.task(),
            at -> new ModernBertBody(at, settings, request.vocabulary().size())));
    this.settings = settings;
    this.heads = new ModernBertHeads(tree(), settings, tree().body().wordTable());
  }

  @Override
  public NDArray encode(DeviceTokens tokens) {
    return tree().body().forward(tokens);
  }

  @Override
  public VocabularyHead vocabularyHead() {
    return heads.vocabulary("head");
  }

  @Override
  public Map<String, String> tiedNames() {
    return heads.tiedNames();
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    return new SequenceHead(settings.classifierPooling(), tokenHead(labels));
  }

  @Override
  public ClassificationHead tokenHead(int labels) {
    return heads.classes(labels, Linear.Bias.PRESENT);
  }
}
