package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.source.CorpusException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where labels and second texts of documents stand. What a task needs to know to make examples.
 *
 * @param labelColumn names the label
 * @param pairColumn names the second text; null where examples are single texts
 */
record LabelRules(String labelColumn, String pairColumn) implements Serializable {

  /** More than these are no classes: a column of numbers or of texts was named. */
  private static final int MOST_CLASSES = 10_000;

  /** What stands for the label where files have no fields. */
  private static final String GROUP = "group";

  /** The rules of a corpus with labels; empty without. */
  static Optional<LabelRules> of(DatasetSettings dataset) {
    return dataset
        .labelColumn()
        .map(label -> new LabelRules(label, dataset.textPairColumn().orElse(null)));
  }

  /** The name of a document's class. */
  String label(StoredDocument document) {
    String label = document.columns().get(labelColumn);
    if (label == null && !labelColumn.equals(GROUP)) {
      throw new CorpusException(
          "Cannot prepare: document=%s has no dataset.label_column=%s; files of this format have no fields; name JSONL or Parquet files, or %s"
              .formatted(document.id(), labelColumn, GROUP));
    }
    return label == null ? document.group() : label;
  }

  /** The second text of a document, if examples are pairs. */
  Optional<String> second(StoredDocument document) {
    return Optional.ofNullable(pairColumn).map(document.columns()::get);
  }

  /**
   * The classes in the order of their numbers: as numbers where all names are whole numbers, else
   * by the alphabet.
   */
  List<String> ordered(List<String> names) {
    if (names.size() < 2 || names.size() > MOST_CLASSES) {
      throw new CorpusException(
          "Cannot prepare: dataset.label_column=%s has %d different values; there must be from 2 to %d; name the column of classes"
              .formatted(labelColumn, names.size(), MOST_CLASSES));
    }
    boolean areNumbers = names.stream().allMatch(name -> name.matches("-?\\d{1,18}"));
    Comparator<String> order =
        areNumbers ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder();
    return names.stream().sorted(order).toList();
  }
}
