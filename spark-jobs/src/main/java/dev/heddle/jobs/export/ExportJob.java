package dev.heddle.jobs.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.Checkpoint;
import java.util.Map;

/**
 * Exports the newest checkpoint of a run into the run's folder. Needs neither Spark nor PyTorch.
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
