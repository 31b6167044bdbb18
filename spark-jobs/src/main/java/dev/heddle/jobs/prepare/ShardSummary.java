package dev.heddle.jobs.prepare;

import dev.heddle.data.shard.ShardFile;
import dev.heddle.data.shard.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What a task wrote. */
record ShardSummary(Part train, Part validation) implements Serializable {

  /**
   * One side of it.
   *
   * @param bytes UTF-8 bytes of the documents' text
   * @param file null where there was not one token
   */
  record Part(long documents, long bytes, WrittenFile file) implements Serializable {}

  /** A {@link ShardFile} that travels from a task to the driver. */
  record WrittenFile(
      String name,
      long length,
      String sha256,
      long packs,
      long sequences,
      long tokens,
      ArrayList<Integer> rowGroups)
      implements Serializable {

    static WrittenFile of(ShardFile file) {
      return new WrittenFile(
          file.name(),
          file.length(),
          file.sha256(),
          file.packs(),
          file.sequences(),
          file.tokens(),
          new ArrayList<>(file.rowGroups()));
    }

    ShardFile shardFile() {
      return new ShardFile(name, length, sha256, packs, sequences, tokens, rowGroups);
    }
  }

  /** All tasks of a side together, in the order of their partitions. */
  static Split split(
      List<ShardSummary> tasks, Function<ShardSummary, Part> side, int maxSeqLength) {
    List<Part> parts = tasks.stream().map(side).toList();
    List<ShardFile> files =
        parts.stream()
            .map(Part::file)
            .filter(Objects::nonNull)
            .map(WrittenFile::shardFile)
            .toList();
    long documents = parts.stream().mapToLong(Part::documents).sum();
    long bytes = parts.stream().mapToLong(Part::bytes).sum();
    return Split.of(documents, bytes, maxSeqLength, files);
  }
}
