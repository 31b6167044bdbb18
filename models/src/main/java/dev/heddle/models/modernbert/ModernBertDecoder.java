package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.heads.AbstractArchitecture;
import dev.heddle.models.heads.BodyTree;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.heads.DecoderArchitecture;
import dev.heddle.models.heads.SequenceHead;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.Map;

/**
 * ModernBERT as a decoder (Weller et al. 2025, arXiv:2507.11412), equal to Hugging Face's {@code
 * ModernBertDecoderForCausalLM} with tied embeddings, {@code
 * ModernBertDecoderForSequenceClassification} and {@code ModernBertDecoderModel}.
 */
final class ModernBertDecoder extends AbstractArchitecture<ModernBertDecoderBody>
    implements DecoderArchitecture {
  private final ModernBertSettings settings;
  private final ModernBertHeads heads;

  ModernBertDecoder(Site site, ModernBertSettings settings, ModelRequest request) {
    super(
        ModernBertDecoderProvider.MODEL_TYPE,
        settings,
        settings.hiddenSize(),
        settings.maxPositionEmbeddings(),
        BodyTree.of(
            site,
            ModernBertProvider.PREFIX,
            request.task(),
            at -> new ModernBertDecoderBody(at, settings, request.vocabulary().size())));
    this.settings = settings;
    this.heads = new ModernBertHeads(tree(), settings, tree().body().table());
  }

  @Override
  public NDArray encode(AttentionPass pass) {
    return tree().body().encode(pass);
  }

  @Override
  public VocabularyHead vocabularyHead() {
    return heads.vocabulary("lm_head");
  }

  @Override
  public Map<String, String> tiedNames() {
    return heads.tiedNames();
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    return new SequenceHead(Pooling.LAST, tokenHead(labels));
  }

  @Override
  public ClassificationHead tokenHead(int labels) {
    return heads.classes(labels, Linear.Bias.of(settings.classifierBias()));
  }
}
