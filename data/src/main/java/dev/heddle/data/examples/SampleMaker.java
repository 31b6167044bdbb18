package dev.heddle.data.examples;

import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import java.util.function.Consumer;

/** Makes the samples of one shard, document by document. Belongs to one thread. */
public interface SampleMaker {

  /**
   * Takes a document and hands on the samples that are ready; what their index says does not
   * matter.
   *
   * @return false if the document is left out, and counted as such
   */
  boolean add(Document document, Consumer<PackedSample> ready);

  /** Hands on everything held back. */
  void finish(Consumer<PackedSample> ready);
}
