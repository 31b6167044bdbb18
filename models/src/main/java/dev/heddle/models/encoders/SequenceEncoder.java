package dev.heddle.models.encoders;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceClassifier;
import dev.heddle.models.layers.Site;
import java.util.List;

/** An encoder that puts sequences into classes. */
final class SequenceEncoder extends AbstractEncoder implements SequenceClassifier {
  private final List<String> labels;
  private final SequenceHead head;

  SequenceEncoder(
      EncoderArchitecture architecture, Site site, ModelRequest request, List<String> labels) {
    super(architecture, site, request);
    this.labels = labels;
    this.head = architecture.sequenceHead(labels.size());
  }

  @Override
  public NDArray sequenceLogits(NDArray hidden, PackedTokens tokens) {
    return head.logits(hidden, tokens);
  }

  @Override
  public List<String> labels() {
    return labels;
  }
}
