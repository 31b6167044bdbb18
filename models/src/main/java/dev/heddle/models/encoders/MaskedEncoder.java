package dev.heddle.models.encoders;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.MaskedLanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.TokenLoss;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.VocabularyRows;
import dev.heddle.models.layers.Site;
import java.util.Map;

/** An encoder that predicts tokens. */
final class MaskedEncoder extends AbstractEncoder implements MaskedLanguageModel {
  private final VocabularyHead head;
  private final Map<String, String> tiedNames;

  MaskedEncoder(EncoderArchitecture architecture, Site site, ModelRequest request) {
    super(architecture, site, request);
    this.head = architecture.vocabularyHead();
    this.tiedNames = architecture.tiedNames();
  }

  @Override
  public TokenLoss loss(NDArray hidden, int[] rows, int[] labels) {
    return head.loss(hidden, rows, labels);
  }

  @Override
  public NDArray logits(NDArray hidden, int[] rows) {
    return head.logits(hidden, rows);
  }

  @Override
  public VocabularyRows vocabularyRows(NDArray hidden, int[] rows) {
    return head.rows(hidden, rows);
  }

  @Override
  public Map<String, String> tiedNames() {
    return tiedNames;
  }
}
