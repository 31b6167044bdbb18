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

  /** Whether its weights are an adapter's rather than a whole model's. */
  public boolean isAdapter() {
    return storage.exists(Storage.below(folder, CheckpointFiles.ADAPTER));
  }

  /** Opens the weights of the model, or of the adapter; to be closed by the caller. */
  public SafetensorsReader weights() {
    String file = isAdapter() ? CheckpointFiles.ADAPTER : CheckpointFiles.WEIGHTS;
    return SafetensorsReader.open(storage, Storage.below(folder, file));
  }

  /** Opens the optimizer's tensors; to be closed by the caller. */
  public SafetensorsReader optimizer() {
    return SafetensorsReader.open(storage, Storage.below(folder, CheckpointFiles.OPTIMIZER));
  }

  /**
   * Opens what the objective itself had learnt; to be closed by the caller.
   *
   * @throws CheckpointException if the checkpoint is of a run whose objective had nothing to learn
   */
  public SafetensorsReader objective() {
    URI file = Storage.below(folder, CheckpointFiles.OBJECTIVE);
    if (!storage.exists(file)) {
      throw new CheckpointException(
          "Cannot resume: checkpoint %s has no %s; the objective of this run learns parameters of its own; use the run file saved with the checkpoint"
              .formatted(folder, CheckpointFiles.OBJECTIVE));
    }
    return SafetensorsReader.open(storage, file);
  }
}
