package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;

/**
 * Keys of the section {@code dataset} that a form does not look at: a run that has them is wrong.
 */
final class UnusedKeys {

  private UnusedKeys() {}

  /** For forms without classes. */
  static void refuseLabels(DatasetSettings dataset) {
    dataset
        .labelColumn()
        .ifPresent(
            column -> {
              throw new IllegalArgumentException(
                  "Cannot prepare: dataset.label_column=%s; this run's objective learns from examples without labels; leave the key out, or choose an objective that classifies"
                      .formatted(column));
            });
  }

  /** For forms whose fields have keys of their own. */
  static void refuseColumns(DatasetSettings dataset) {
    if (!dataset.columns().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot prepare: dataset.columns=%s; this run's objective learns from what dataset.text_column, text_pair_column and label_column name; use these"
              .formatted(dataset.columns()));
    }
  }
}
