package dev.heddle.trainer.checkpoint;

import dev.heddle.peft.AdapterFolder;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in an output folder, as Hugging Face's trainer uses them. */
final class CheckpointFiles {
  static final String WEIGHTS = "model.safetensors";
  static final String ADAPTER = AdapterFolder.WEIGHTS;
  static final String OPTIMIZER = "optimizer.safetensors";
  static final String OBJECTIVE = "objective.safetensors";
  static final String STATE = "trainer_state.json";

  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})");

  private CheckpointFiles() {}

  static URI folder(URI outputFolder, long step) {
    return Storage.below(outputFolder, "checkpoint-" + step);
  }

  /** The step in a folder's name; empty if it is no checkpoint's name. */
  static OptionalLong step(FileStatus folder) {
    Matcher matcher = NAME.matcher(folder.name());
    return folder.isFolder() && matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** All folders with a checkpoint's name, complete or not, newest step first. */
  static List<FileStatus> newestFirst(Storage storage, URI outputFolder) {
    if (!storage.exists(outputFolder)) {
      return List.of();
    }
    return storage.list(outputFolder).stream()
        .filter(folder -> step(folder).isPresent())
        .sorted(
            Comparator.comparingLong((FileStatus folder) -> step(folder).getAsLong()).reversed())
        .toList();
  }
}
