package dev.heddle.jobs.train;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.RunFolderFiles;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkSessions;
import dev.heddle.jobs.session.WorkerSlots;
import dev.heddle.trainer.checkpoint.CheckpointReader;
import dev.heddle.trainer.collectives.GroupTicket;
import dev.heddle.trainer.loop.WorkerResult;
import dev.heddle.trainer.tracking.TrackingEvent;
import dev.heddle.trainer.tracking.channel.EventServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;

/** The workers of a run as the driver sees them: started together, as often as it takes. */
public final class WorkerGroup implements AutoCloseable {
  private final RunSettings settings;
  private final String resolved;
  private final RunPlace place;
  private final RunJobs jobs;
  private final WorkerSlots slots;
  private final int workers;
  private final Map<String, String> environment;
  private final LastWord lastWord;
  private final EventServer events;

  /**
   * Checks that Spark has room for the workers.
   *
   * @param file what the settings were bound from
   * @param jobs of the run, which the workers are one of
   * @param sink takes what rank 0 tells
   * @throws IllegalStateException if there are fewer slots than workers
   */
  public WorkerGroup(
      RunFile file,
      RunSettings settings,
      RunPlace place,
      RunJobs jobs,
      Consumer<TrackingEvent> sink) {
    this.jobs = jobs;
    this.slots = WorkerSlots.of(jobs.spark().sc());
    this.workers = settings.trainer().numWorkers().fixed().orElseGet(this::standardCount);
    slots.require(workers);
    this.settings = settings;
    this.resolved = file.resolvedYaml(settings);
    this.place = place;
    this.environment = RunFolderFiles.environment(jobs.spark().sc(), workers);
    this.lastWord = new LastWord(sink);
    this.events = listen(jobs.spark().getConf(), lastWord);
  }

  private int standardCount() {
    return SparkSessions.isSubmitted() ? slots.settled() : 1;
  }

  /** Behind a translated address the driver listens elsewhere than where it is reached. */
  private static EventServer listen(SparkConf spark, Consumer<TrackingEvent> sink) {
    String host = spark.get("spark.driver.host");
    return EventServer.start(spark.get("spark.driver.bindAddress", host), host, sink);
  }

  /** Versions and machine, by name. */
  Map<String, String> environment() {
    return environment;
  }

  /**
   * Runs the workers to their end. If this process is told to stop they publish a checkpoint first,
   * and the result says so.
   *
   * @param attempt number of this start; workers of earlier ones are turned away
   * @param overrides of the run's settings: {@code trainer.resume_from_checkpoint=…}
   */
  public WorkerResult run(int attempt, String... overrides) {
    if (attempt > 0) {
      slots.require(workers); // a lost executor's successor takes a while
    }
    try {
      return new BarrierStage(jobs, workers).run(plan(attempt, overrides));
    } catch (Exception failure) { // Spark throws SparkException, which is checked, from Scala
      Optional<WorkerResult> stopped = stopped();
      if (stopped.isEmpty()) {
        throw failure;
      }
      return stopped.get();
    }
  }

  private Optional<WorkerResult> stopped() {
    return StopSignal.ofThisProcess().isRequested()
        ? lastWord.result(newestCheckpoint())
        : Optional.empty();
  }

  private String newestCheckpoint() {
    return new CheckpointReader(place.storage())
        .latest(place.outputDir())
        .map(newest -> newest.folder().toString())
        .orElse("");
  }

  private WorkerPlan plan(int attempt, String... overrides) {
    return new WorkerPlan(
        settings.title(),
        RunFile.openYaml(settings),
        new ArrayList<>(List.of(overrides)),
        resolved,
        place,
        new TreeMap<>(environment),
        events.address(),
        GroupTicket.create(attempt));
  }

  @Override
  public void close() {
    events.close();
  }
}
