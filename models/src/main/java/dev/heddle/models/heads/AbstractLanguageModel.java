package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.TokenLoss;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.VocabularyRows;
import dev.heddle.models.layers.Site;
import java.util.Map;

/** An architecture with the head that predicts tokens. */
abstract class AbstractLanguageModel extends AbstractTextModel implements LanguageModel {
  private final VocabularyHead head;
  private final Map<String, String> tiedNames;

  AbstractLanguageModel(TextArchitecture architecture, Site site, ModelRequest request) {
    super(architecture, site, request);
    this.head = architecture.vocabularyHead();
    this.tiedNames = architecture.tiedNames();
  }

  @Override
  public final TokenLoss loss(NDArray hidden, int[] rows, int[] labels) {
    return head.loss(hidden, rows, labels);
  }

  @Override
  public final NDArray logits(NDArray hidden, int[] rows) {
    return head.logits(hidden, rows);
  }

  @Override
  public final VocabularyRows vocabularyRows(NDArray hidden, int[] rows) {
    return head.rows(hidden, rows);
  }

  @Override
  public final Map<String, String> tiedNames() {
    return tiedNames;
  }
}
