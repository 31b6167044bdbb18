package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;

/** Texts or pairs of texts, each with the class that it belongs to: {@code labels}. */
public final class LabelForm extends PlainForm {

  /** The form's name. */
  public static final String NAME = "labels";

  /** Called by the service loader. */
  public LabelForm() {
    super(NAME);
  }

  @Override
  public Examples examples(DatasetSettings dataset, NoSettings settings) {
    if (dataset.labelColumn().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot prepare: dataset.label_column is absent; this run's objective learns from labels; name the field or column that holds them");
    }
    UnusedKeys.refuseColumns(dataset);
    return LabelExamples.of(dataset);
  }
}
