package dev.heddle.jobs.train;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.RunFolderFiles;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkSessions;
import dev.heddle.jobs.session.WorkerSlots;
import dev.heddle.trainer.collectives.GroupTicket;
import dev.heddle.trainer.loop.WorkerResult;
import dev.heddle.trainer.tracking.TrackingEvent;
import dev.heddle.trainer.tracking.channel.EventServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/** The workers of a run as the driver sees them: started together, as often as it takes. */
public final class WorkerGroup implements AutoCloseable {
  private final RunSettings settings;
  private final String resolved;
  private final RunPlace place;
  private final BarrierStage stage;
  private final Map<String, String> environment;
  private final EventServer events;

  /**
   * Checks that Spark has room for the workers.
   *
   * @param file what the settings were bound from
   * @param sink takes what rank 0 tells
   * @throws IllegalStateException if there are fewer slots than workers
   */
  public WorkerGroup(
      RunFile file,
      RunSettings settings,
      RunPlace place,
      JavaSparkContext spark,
      Consumer<TrackingEvent> sink) {
    int workers = count(settings, spark);
    WorkerSlots.require(spark.sc(), workers);
    this.settings = settings;
    this.resolved = file.resolvedYaml(settings);
    this.place = place;
    this.stage = new BarrierStage(spark, workers);
    this.environment = RunFolderFiles.environment(spark.sc(), workers);
    this.events = EventServer.start(spark.getConf().get("spark.driver.host"), sink);
  }

  /** Versions and machine, by name. */
  Map<String, String> environment() {
    return environment;
  }

  /**
   * Runs the workers to their end.
   *
   * @param attempt number of this start; workers of earlier ones are turned away
   * @param overrides of the run's settings: {@code trainer.resume_from_checkpoint=…}
   */
  public WorkerResult run(int attempt, String... overrides) {
    return stage.run(
        new WorkerPlan(
            settings.title(),
            RunFile.openYaml(settings),
            new ArrayList<>(List.of(overrides)),
            resolved,
            place,
            new TreeMap<>(environment),
            events.address(),
            GroupTicket.create(attempt)));
  }

  private static int count(RunSettings settings, JavaSparkContext spark) {
    int standard = SparkSessions.isSubmitted() ? WorkerSlots.available(spark.sc()) : 1;
    return settings.trainer().numWorkers().of(standard);
  }

  @Override
  public void close() {
    events.close();
  }
}
