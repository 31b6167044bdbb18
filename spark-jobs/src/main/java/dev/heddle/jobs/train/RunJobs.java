package dev.heddle.jobs.train;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The Spark jobs of a run. When the driver is told to stop they are cancelled, which reaches
 * executors in other processes: Spark marks the tasks there and interrupts no thread, workers see
 * the mark between two steps, publish a checkpoint and return. Spark calls the job ended at once,
 * so this also counts the tasks that still run.
 */
public final class RunJobs extends SparkListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunJobs.class);
  private static final String GROUP = "heddle";
  private static final String GROUP_OF_A_JOB = "spark.jobGroup.id";

  /** As long as a process that is told to stop waits for its workers. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final JavaSparkContext spark;
  private final Set<Integer> stages = new HashSet<>();
  private final StopSignal.Messenger cancellation = this::cancel;
  private int running;

  private RunJobs(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** All jobs that the calling thread starts from now on. */
  public static RunJobs of(JavaSparkContext spark) {
    RunJobs jobs = new RunJobs(spark);
    spark.sc().addSparkListener(jobs);
    spark.setJobGroup(GROUP, spark.appName(), false);
    StopSignal.ofThisProcess().tell(jobs.cancellation);
    return jobs;
  }

  /** The session that the jobs run in. */
  JavaSparkContext spark() {
    return spark;
  }

  private void cancel() {
    if (!spark.sc().isStopped()) {
      spark.sc().cancelJobGroupAndFutureJobs(GROUP, "because the driver was told to stop");
    }
  }

  /**
   * Waits until no task runs any more, a minute at most: attempts must not overlap, and nobody may
   * take the executors from a worker that is publishing a checkpoint.
   */
  synchronized void awaitTasks() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (long left = PATIENCE.toNanos(); running > 0 && left > 0; left = leftUntil(deadline)) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (running > 0) {
      log.warn("{} tasks of the workers were still at work after {}", running, PATIENCE);
    }
  }

  private static long leftUntil(long deadline) {
    return deadline - System.nanoTime();
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    if (job.properties() != null && GROUP.equals(job.properties().getProperty(GROUP_OF_A_JOB))) {
      CollectionConverters.asJava(job.stageIds()).forEach(stage -> stages.add((Integer) stage));
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart task) {
    if (stages.contains(task.stageId())) {
      running++;
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (stages.contains(task.stageId())) {
      running--;
      notifyAll();
    }
  }

  @Override
  public void close() {
    StopSignal.ofThisProcess().forget(cancellation);
    spark.clearJobGroup();
    spark.sc().removeSparkListener(this);
  }
}
