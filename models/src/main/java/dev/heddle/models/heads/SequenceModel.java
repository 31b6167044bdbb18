package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Pooling;
import dev.heddle.models.SequenceClassifier;
import dev.heddle.models.layers.Site;
import java.util.List;

/** An architecture that puts sequences into classes. */
final class SequenceModel extends AbstractTextModel implements SequenceClassifier {
  private final List<String> labels;
  private final SequenceHead head;

  SequenceModel(
      TextArchitecture architecture, Site site, ModelRequest request, List<String> labels) {
    super(architecture, site, request);
    this.labels = labels;
    this.head = architecture.sequenceHead(labels.size());
  }

  @Override
  public NDArray sequenceLogits(NDArray hidden, PackedTokens tokens) {
    boolean last = head.pooling() == Pooling.LAST;
    long[] keys = tokens.noiseOf(last ? tokens.ends() : tokens.starts());
    return engine().noise().during(keys, hidden, () -> head.logits(hidden, tokens));
  }

  @Override
  public List<String> labels() {
    return labels;
  }
}
