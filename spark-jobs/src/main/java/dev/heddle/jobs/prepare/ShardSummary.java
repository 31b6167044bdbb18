package dev.heddle.jobs.prepare;

import dev.heddle.data.examples.Examples;
import dev.heddle.data.shard.ShardFile;
import dev.heddle.data.shard.Split;
import dev.heddle.data.source.Tally;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a task wrote.
 *
 * @param tally what was cut or left out in making samples
 */
record ShardSummary(Part train, Part validation, Tally tally) implements Serializable {

  /**
   * One side of it.
   *
   * @param bytes UTF-8 bytes of the documents' text
   * @param file null where there was not one token
   */
  record Part(long documents, long bytes, ShardFile file) implements Serializable {}

  /** All tasks of a side together, in the order of their partitions. */
  static Split split(
      List<ShardSummary> tasks, Function<ShardSummary, Part> side, Examples examples) {
    List<Part> parts = tasks.stream().map(side).toList();
    List<ShardFile> files = parts.stream().map(Part::file).filter(Objects::nonNull).toList();
    long documents = parts.stream().mapToLong(Part::documents).sum();
    long bytes = parts.stream().mapToLong(Part::bytes).sum();
    return Split.of(documents, bytes, examples.maxSeqLength(), examples.layout().bound(), files);
  }
}
