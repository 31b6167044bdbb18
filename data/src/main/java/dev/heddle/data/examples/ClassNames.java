package dev.heddle.data.examples;

import dev.heddle.data.source.Document;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/** The classes of a corpus, which its own documents name. */
public interface ClassNames extends Serializable {

  /** The names that a document mentions. */
  Collection<String> of(Document document);

  /**
   * All names in the order of their numbers.
   *
   * @param found in the corpus, each once
   * @throws dev.heddle.data.source.CorpusException if these cannot be classes
   */
  List<String> ordered(List<String> found);
}
