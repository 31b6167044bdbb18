package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.pack.Packing;

/**
 * Texts in words, each word with the class that it belongs to: {@code token_labels}. Each is one
 * sequence; several share a sample, and do not see each other.
 */
public final class TokenLabelForm extends PlainForm {

  /** The form's name. */
  public static final String NAME = "token_labels";

  /**
   * Column of the class of each token: its word's for the first token of a word, else {@link
   * #UNSCORED}.
   */
  public static final String LABELS = "token_labels";

  /** What stands in {@link #LABELS} where nothing is scored. */
  public static final int UNSCORED = -100;

  /** Called by the service loader. */
  public TokenLabelForm() {
    super(NAME);
  }

  @Override
  public Examples examples(DatasetSettings dataset, NoSettings settings) {
    if (dataset.labelColumn().isPresent()) {
      throw new IllegalArgumentException(
          "Cannot prepare: dataset.label_column=%s; this run's objective learns a class for every word; name their list by dataset.columns.tags"
              .formatted(dataset.labelColumn().get()));
    }
    if (dataset.packing() == Packing.WRAPPED) {
      throw new IllegalArgumentException(
          "Cannot prepare: dataset.packing=wrapped; it would cut texts in two; use best_fit or none");
    }
    return TokenLabelExamples.of(dataset);
  }
}
