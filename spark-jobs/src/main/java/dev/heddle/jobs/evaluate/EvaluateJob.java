package dev.heddle.jobs.evaluate;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.heddle.configs.RunFile;
import dev.heddle.jobs.prepare.PreparedCorpus;
import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.PrepareStep;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkSessions;
import dev.heddle.jobs.session.SparkStorage;
import dev.heddle.jobs.train.RunJobs;
import dev.heddle.jobs.train.RunPlace;
import dev.heddle.jobs.train.WorkerGroup;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.Checkpoint;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Scores the newest checkpoint of a run on the validation split. The workers resume from it with no
 * step left to do, and a run always ends with an evaluation.
 */
public final class EvaluateJob {
  private final RunFile file;
  private final RunSettings settings;
  private final Storage storage = SparkStorage.open();

  /**
   * What the evaluation found.
   *
   * @param checkpoint that was scored
   * @param steps it had been trained for
   * @param eval metrics by name
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Summary(String checkpoint, long steps, Map<String, Double> eval) {}

  /**
   * @param file where the settings come from
   * @param settings the same, bound
   */
  public EvaluateJob(RunFile file, RunSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  /** Evaluates; writes nothing. */
  public Summary run() {
    try (OutputFolder folder = OutputFolder.existing(storage, settings.outputDir(), "evaluate");
        JavaSparkContext spark =
            SparkSessions.open(settings.title(), settings.trainer().numWorkers().of(1));
        RunJobs jobs = RunJobs.of(spark)) {
      Checkpoint checkpoint = folder.newestCheckpoint(storage, "evaluate");
      PreparedCorpus corpus = new PrepareStep(settings, storage).run(spark);
      RunPlace place = new RunPlace(storage, folder.uri(), corpus.folder());
      return new Summary(
          checkpoint.folder().toString(),
          checkpoint.state().step(),
          new TreeMap<>(evaluate(jobs, place, checkpoint)));
    }
  }

  private Map<String, Double> evaluate(RunJobs jobs, RunPlace place, Checkpoint checkpoint) {
    try (WorkerGroup workers = new WorkerGroup(file, settings, place, jobs, event -> {})) {
      return workers
          .run(
              0,
              "trainer.resume_from_checkpoint=" + checkpoint.folder(),
              "trainer.max_steps=" + checkpoint.state().step())
          .evaluation();
    }
  }
}
