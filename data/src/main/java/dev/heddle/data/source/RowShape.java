package dev.heddle.data.source;

import java.io.Serializable;
import java.util.Optional;

/** What is read of a file's rows, and what document a row is. */
public interface RowShape extends Serializable {

  /** What is read. */
  RowFields fields();

  /**
   * Puts a document together.
   *
   * @param read what the file holds; its text is empty where no field holds one
   * @return with its text; empty where there is nothing in it
   * @throws IllegalArgumentException with the rule that the row breaks
   */
  default Optional<Document> shape(Document read) {
    return Optional.of(read);
  }
}
