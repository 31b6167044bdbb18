package dev.heddle.data.examples;

import dev.heddle.data.source.CorpusException;
import dev.heddle.data.source.Document;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The classes that a column names.
 *
 * @param column of the file
 */
record LabelNames(String column) implements ClassNames {

  /** More than these are no classes: a column of numbers or of texts was named. */
  static final int MOST_CLASSES = 10_000;

  /** What stands for the label where files have no fields. */
  private static final String GROUP = "group";

  @Override
  public Collection<String> of(Document document) {
    return List.of(label(document));
  }

  /** The name of a document's class. */
  String label(Document document) {
    String label = document.columns().get(column);
    if (label == null && !column.equals(GROUP)) {
      throw new CorpusException(
          "Cannot prepare: document=%s has no dataset.label_column=%s; files of this format have no fields; name JSONL or Parquet files, or %s"
              .formatted(document.id(), column, GROUP));
    }
    return label == null ? document.group() : label;
  }

  @Override
  public List<String> ordered(List<String> found) {
    if (!mayBeClasses(found)) {
      throw new CorpusException(
          "Cannot prepare: dataset.label_column=%s has %d different values; there must be from 2 to %d; name the column of classes"
              .formatted(column, found.size(), MOST_CLASSES));
    }
    return sorted(found);
  }

  /** Whether there are neither too few names for classes nor too many. */
  static boolean mayBeClasses(List<String> found) {
    return found.size() >= 2 && found.size() <= MOST_CLASSES;
  }

  /** As numbers where all names are whole numbers, else by the alphabet. */
  static List<String> sorted(List<String> found) {
    boolean areNumbers = found.stream().allMatch(name -> name.matches("-?\\d{1,18}"));
    Comparator<String> order =
        areNumbers ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder();
    return found.stream().sorted(order).toList();
  }
}
