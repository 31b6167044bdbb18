package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.TokenClassifier;
import dev.heddle.models.layers.Site;
import java.util.List;

/** An architecture that puts tokens into classes. */
final class TokenModel extends AbstractTextModel implements TokenClassifier {
  private final List<String> labels;
  private final ClassificationHead head;

  TokenModel(TextArchitecture architecture, Site site, ModelRequest request, List<String> labels) {
    super(architecture, site, request);
    this.labels = labels;
    this.head = architecture.tokenHead(labels.size());
  }

  @Override
  public NDArray tokenLogits(NDArray hidden, int[] rows, PackedTokens tokens) {
    return engine().noise().during(tokens.noiseOf(rows), hidden, () -> head.logits(hidden, rows));
  }

  @Override
  public List<String> labels() {
    return labels;
  }
}
