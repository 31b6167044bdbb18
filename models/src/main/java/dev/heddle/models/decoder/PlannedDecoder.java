package dev.heddle.models.decoder;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.heads.AbstractArchitecture;
import dev.heddle.models.heads.BodyTree;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.heads.DecoderArchitecture;
import dev.heddle.models.heads.SequenceHead;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.Map;

/** A decoder that follows a {@link DecoderPlan}. */
final class PlannedDecoder extends AbstractArchitecture<DecoderBody>
    implements DecoderArchitecture {
  static final String PREFIX = "model";

  private final double logitCap;
  private final DecoderHeads heads;

  PlannedDecoder(
      String modelType, Record settings, DecoderPlan plan, Site site, ModelRequest request) {
    super(
        modelType,
        settings,
        plan.width(),
        plan.maximumLength(),
        BodyTree.of(
            site,
            PREFIX,
            request.task(),
            at -> new DecoderBody(at, plan, request.vocabulary().size())));
    this.logitCap = plan.logitCap();
    this.heads = new DecoderHeads(tree(), tree().body().table(), plan.tied(), plan.first());
  }

  @Override
  public NDArray encode(AttentionPass pass) {
    return tree().body().encode(pass);
  }

  @Override
  public VocabularyHead vocabularyHead() {
    return heads.vocabulary(logitCap);
  }

  @Override
  public Map<String, String> tiedNames() {
    return heads.tiedNames();
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    return heads.sequences(labels);
  }

  @Override
  public ClassificationHead tokenHead(int labels) {
    return heads.tokens(labels);
  }
}
