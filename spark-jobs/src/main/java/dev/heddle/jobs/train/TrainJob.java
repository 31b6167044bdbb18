package dev.heddle.jobs.train;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.export.HuggingFaceExport;
import dev.heddle.jobs.prepare.PreparedCorpus;
import dev.heddle.jobs.run.ModelSource;
import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.PrepareStep;
import dev.heddle.jobs.run.RunFolderFiles;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkSessions;
import dev.heddle.jobs.session.SparkStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Resume;
import dev.heddle.trainer.checkpoint.Checkpoint;
import dev.heddle.trainer.checkpoint.CheckpointReader;
import dev.heddle.trainer.checkpoint.CheckpointWriter;
import dev.heddle.trainer.loop.WorkerResult;
import dev.heddle.trainer.tracking.Trackers;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The driver's side of a training: prepares what is not prepared, runs the workers, again from the
 * newest checkpoint when one is lost, and exports what they made.
 */
public final class TrainJob {
  private static final String RESUME = "trainer.resume_from_checkpoint=";

  private final RunFile file;
  private final RunSettings settings;
  private final Storage storage = SparkStorage.open();

  /**
   * @param file where the settings come from
   * @param settings the same, bound
   */
  public TrainJob(RunFile file, RunSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  /** Runs to the end, or to the checkpoint that a stop request leaves behind. */
  public TrainSummary run() {
    return StopSignal.ofThisProcess().whileWorking(this::runInFolder);
  }

  private TrainSummary runInFolder() {
    try (OutputFolder folder = openFolder();
        JavaSparkContext spark =
            SparkSessions.open(settings.title(), settings.trainer().numWorkers().of(1));
        RunJobs jobs = RunJobs.of(spark)) {
      new CheckpointWriter(storage, folder.uri()).cleanTemporaries();
      refuseBrokenModel();
      PreparedCorpus corpus = new PrepareStep(settings, storage).run(spark);
      RunPlace place = new RunPlace(storage, folder.uri(), corpus.folder());
      WorkerResult result = train(jobs, folder, place);
      if (result.isComplete()) {
        export(folder, result);
      }
      return TrainSummary.of(folder.uri(), result);
    }
  }

  /** Before the corpus is prepared, which may take hours. */
  private void refuseBrokenModel() {
    if (resume().isOff()) {
      ModelSource.folder(settings, storage).ifPresent(model -> model.weights().close());
    }
  }

  /** A resumed run goes on in its folder; a checkpoint named by URI may start a new one. */
  private OutputFolder openFolder() {
    return resume().isNewest()
        ? OutputFolder.existing(storage, settings.outputDir(), "resume")
        : OutputFolder.create(
            storage,
            settings.outputDir(),
            settings.overwriteOutputDir(),
            Clock.system(ZoneId.systemDefault()));
  }

  private WorkerResult train(RunJobs jobs, OutputFolder folder, RunPlace place) {
    try (Trackers trackers = RunTrackers.of(settings, storage, folder);
        WorkerGroup workers = new WorkerGroup(file, settings, place, jobs, trackers::accept)) {
      RunFolderFiles.write(
          storage, folder, file.resolvedYaml(settings.standingAlone()), workers.environment());
      return new Attempts(
              settings.trainer().maxFailures(),
              () -> newestCheckpoint(folder),
              (attempt, from) -> workers.run(attempt, RESUME + from))
          .run(resume().toString());
    }
  }

  private Optional<URI> newestCheckpoint(OutputFolder folder) {
    return new CheckpointReader(storage).latest(folder.uri()).map(Checkpoint::folder);
  }

  private void export(OutputFolder folder, WorkerResult result) {
    new HuggingFaceExport(storage)
        .copy(folder.newestCheckpoint(storage, "export"), folder, settings, result.evaluation());
  }

  private Resume resume() {
    return settings.trainer().resumeFromCheckpoint();
  }
}
