package dev.heddle.data.examples;

import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.RowShape;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A form with the settings of a run: what is read of a corpus, what counts as a copy, and what
 * samples the documents become. Travels to the tasks that read and write.
 */
public interface Examples extends RowShape, Serializable {

  /** What samples look like. */
  SampleLayout layout();

  /** Tokens at most of what {@link SampleLayout#bound} says. */
  int maxSeqLength();

  /**
   * Texts of a document that no other may have: of documents that share one, one is kept. The first
   * is the whole document, and what near duplicates are judged by.
   */
  default List<String> copyKeys(Document document) {
    return List.of(document.text());
  }

  /** What classes documents belong to; empty for forms without any. */
  default Optional<ClassNames> classes() {
    return Optional.empty();
  }

  /** Starts to make the samples of one shard. */
  SampleMaker open(ExampleContext context);
}
