package dev.heddle.jobs.prepare;

import dev.heddle.data.source.FileKind;
import dev.heddle.data.source.SourceFile;
import java.util.ArrayList;
import java.util.List;

/**
 * How a corpus is cut up: by its own size only, never by the cluster's. Small corpora get small
 * partitions, so that a few cores share them; large ones get partitions whose text and tables fit
 * into the memory of a task many times over.
 */
record CorpusPartitions(int partitions, List<List<SourceFile>> readTasks) {

  private static final long SMALL = 8L << 20;
  private static final long LARGE = 64L << 20;
  private static final int MOST_SMALL = 256;

  /** Several files a reading task, and more tasks than partitions: files differ in cost. */
  private static final int TASKS_A_PARTITION = 4;

  /** What an archive or a Parquet file grows to, about. */
  private static final int EXPANSION = 4;

  static CorpusPartitions of(List<SourceFile> files) {
    long bytes = files.stream().mapToLong(CorpusPartitions::textBytes).sum();
    int partitions = partitions(bytes);
    return new CorpusPartitions(partitions, tasks(files, bytes, partitions * TASKS_A_PARTITION));
  }

  private static int partitions(long bytes) {
    long small = Math.min(MOST_SMALL, bytes / SMALL + 1);
    return Math.toIntExact(Math.max(small, bytes / LARGE + 1));
  }

  /** Neighbouring files together until a task has its share. */
  private static List<List<SourceFile>> tasks(List<SourceFile> files, long bytes, int most) {
    long share = bytes / most + 1;
    List<List<SourceFile>> tasks = new ArrayList<>();
    List<SourceFile> task = new ArrayList<>();
    long size = 0;
    for (SourceFile file : files) {
      task.add(file);
      size += textBytes(file);
      if (size >= share) {
        tasks.add(List.copyOf(task));
        task.clear();
        size = 0;
      }
    }
    if (!task.isEmpty()) {
      tasks.add(List.copyOf(task));
    }
    return tasks;
  }

  private static long textBytes(SourceFile file) {
    boolean isCompressed = file.kind() == FileKind.ARCHIVE || file.kind() == FileKind.PARQUET;
    return isCompressed ? file.length() * EXPANSION : file.length();
  }
}
