package dev.heddle.trainer.checkpoint;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes the oldest checkpoints beyond a number, but never the newest complete one and never the
 * best.
 */
public final class Retention {
  private final Storage storage;
  private final int limit;

  /**
   * @param limit how many complete checkpoints stay, at least 1; the best one may come on top
   */
  public Retention(Storage storage, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "Cannot limit checkpoints: save_total_limit=" + limit + "; at least 1 must stay");
    }
    this.storage = storage;
    this.limit = limit;
  }

  /**
   * Deletes what is too many. Incomplete folders do not count as kept; those older than the newest
   * complete checkpoint are deleted.
   *
   * @param best step of the best checkpoint so far, if the run keeps it
   * @return the folders deleted, newest first
   */
  public List<URI> apply(URI outputFolder, Optional<Long> best) {
    CheckpointReader reader = new CheckpointReader(storage);
    List<FileStatus> folders = CheckpointFiles.newestFirst(storage, outputFolder);
    Set<URI> complete = new HashSet<>();
    folders.stream()
        .map(FileStatus::uri)
        .filter(reader::isComplete)
        .limit(limit)
        .forEach(complete::add);
    if (complete.isEmpty()) {
      return List.of();
    }
    List<URI> surplus =
        folders.stream()
            .dropWhile(folder -> !complete.contains(folder.uri()))
            .filter(folder -> !complete.contains(folder.uri()))
            .filter(folder -> !best.equals(Optional.of(CheckpointFiles.step(folder).getAsLong())))
            .map(FileStatus::uri)
            .toList();
    surplus.forEach(storage::delete);
    return surplus;
  }
}
