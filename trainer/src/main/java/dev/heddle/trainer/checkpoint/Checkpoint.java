package dev.heddle.trainer.checkpoint;

import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.storage.Storage;
import java.net.URI;

/** A checkpoint whose files have been found complete and unaltered. */
public final class Checkpoint {
  private final Storage storage;
  private final URI folder;
  private final TrainingState state;

  Checkpoint(Storage storage, URI folder, TrainingState state) {
    this.storage = storage;
    this.folder = folder;
    this.state = state;
  }

  public URI folder() {
    return folder;
  }

  public TrainingState state() {
    return state;
  }

  /** Opens the weights; to be closed by the caller. */
  public SafetensorsReader weights() {
    return SafetensorsReader.open(storage, Storage.below(folder, CheckpointFiles.WEIGHTS));
  }

  /** Opens the optimizer's tensors; to be closed by the caller. */
  public SafetensorsReader optimizer() {
    return SafetensorsReader.open(storage, Storage.below(folder, CheckpointFiles.OPTIMIZER));
  }
}
