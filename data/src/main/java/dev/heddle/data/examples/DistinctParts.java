package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.source.CorpusFormat;
import dev.heddle.data.source.Document;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Fields that no two documents may have in common besides their text. Methods that share a comment,
 * or their code, would be each other's false negatives, and a validation set's answers.
 *
 * @param names of the fields; those that a document lacks do not matter
 */
record DistinctParts(List<String> names) implements Serializable {

  /** Copies the list. */
  DistinctParts {
    names = List.copyOf(names);
  }

  static DistinctParts of(DatasetSettings dataset) {
    return new DistinctParts(
        dataset.format() == CorpusFormat.JAVA_METHODS
            ? List.of(PairFields.ANCHOR, PairFields.POSITIVE)
            : List.of());
  }

  /** These fields of a document, by name. */
  Map<String, String> of(Document document) {
    Map<String, String> parts = new HashMap<>(document.columns());
    parts.keySet().retainAll(names);
    return parts;
  }

  /** What {@link Examples#copyKeys} answers: the text, and these fields. */
  List<String> keys(Document document) {
    Stream<String> parts = names.stream().map(document.columns()::get).filter(Objects::nonNull);
    return Stream.concat(Stream.of(document.text()), parts).toList();
  }
}
