package dev.heddle.jobs.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.heddle.jobs.run.AdaptedModel;
import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkStorage;
import dev.heddle.models.files.ModelCard;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.Checkpoint;
import java.net.URI;
import java.util.Map;

/**
 * Exports the newest checkpoint of a run into the run's folder. Needs no Spark, and PyTorch only to
 * merge an adapter.
 */
public final class ExportJob {
  private final RunSettings settings;
  private final Storage storage = SparkStorage.open();

  /**
   * What was exported.
   *
   * @param outputDir where {@code transformers} finds the model now
   * @param checkpoint it came from
   * @param steps it had been trained for
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Summary(String outputDir, String checkpoint, long steps) {}

  /**
   * @param settings of the run
   */
  public ExportJob(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Writes the model with the adapter in its weights, which needs PyTorch.
   *
   * @throws IllegalArgumentException for a run without an adapter
   */
  public Summary merge() {
    try (OutputFolder folder = OutputFolder.existing(storage, settings.outputDir(), "export")) {
      Checkpoint checkpoint = folder.newestCheckpoint(storage, "export");
      if (!checkpoint.isAdapter()) {
        throw new IllegalArgumentException(
            "Cannot merge: output_dir=%s; its checkpoints hold no adapter; export without --merge"
                .formatted(folder.uri()));
      }
      URI target = folder.file("merged");
      ModelCard card =
          new RunCard(checkpoint, settings, Map.of())
              .ofModel(AdaptedModel.open(storage, checkpoint.folder()).config());
      new MergedExport(storage).write(checkpoint.folder(), target, card);
      return new Summary(
          target.toString(), checkpoint.folder().toString(), checkpoint.state().step());
    }
  }

  /** Copies the files. */
  public Summary run() {
    try (OutputFolder folder = OutputFolder.existing(storage, settings.outputDir(), "export")) {
      Checkpoint checkpoint = folder.newestCheckpoint(storage, "export");
      new HuggingFaceExport(storage).copy(checkpoint, folder, settings, Map.of());
      return new Summary(
          folder.uri().toString(), checkpoint.folder().toString(), checkpoint.state().step());
    }
  }
}
