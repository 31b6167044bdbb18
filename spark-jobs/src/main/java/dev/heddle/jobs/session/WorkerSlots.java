package dev.heddle.jobs.session;

import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many training workers Spark can run at once. Executors of a cluster register one by one after
 * the driver has started, so this waits for them, at most {@code
 * spark.scheduler.maxRegisteredResourcesWaitingTime} (two minutes if that is not set).
 */
public final class WorkerSlots {
  private static final Logger log = LoggerFactory.getLogger(WorkerSlots.class);
  private static final String DYNAMIC_ALLOCATION = "spark.dynamicAllocation.enabled";
  private static final String PATIENCE = "spark.scheduler.maxRegisteredResourcesWaitingTime";
  private static final String STANDARD_PATIENCE = "120s";

  private final SparkContext context;
  private final ExecutorArrivals arrivals;

  private WorkerSlots(SparkContext context) {
    this.context = context;
    Duration patience =
        Duration.ofSeconds(context.getConf().getTimeAsSeconds(PATIENCE, STANDARD_PATIENCE));
    this.arrivals = new ExecutorArrivals(this::registered, patience, new WallTime());
  }

  /**
   * The slots of a session.
   *
   * @throws IllegalStateException under dynamic allocation, which Spark refuses barrier stages
   *     (SPARK-24942)
   */
  public static WorkerSlots of(SparkContext context) {
    if (context.getConf().getBoolean(DYNAMIC_ALLOCATION, false)) {
      throw new IllegalStateException(
          "Cannot train under dynamic allocation: "
              + DYNAMIC_ALLOCATION
              + "=true; Spark starts a barrier stage only with fixed executors; submit with --conf "
              + DYNAMIC_ALLOCATION
              + "=false");
    }
    return new WorkerSlots(context);
  }

  /**
   * The slots of all executors that Spark's settings promise. Where they name no number of
   * executors ({@code spark.executor.instances}; YARN and Kubernetes start 2 by default) it is the
   * slots of {@code spark.cores.max}, or of whoever has come when for ten seconds nobody else did.
   */
  public int settled() {
    if (context.isLocal()) {
      return registered().slots();
    }
    ExecutorPromise promise = ExecutorPromise.of(context.getConf());
    log.info("Waiting for executors: Spark's settings promise {}", promise);
    Registered present =
        promise.isFirm()
            ? arrivals.await(promise::isKeptBy)
            : arrivals.awaitCalm(promise::isKeptBy);
    log.info("trainer.num_workers: auto counts {}", present);
    return Math.max(1, present.slots());
  }

  /**
   * Waits for as many slots, and refuses what Spark would only refuse late: a barrier stage wider
   * than the cluster.
   *
   * @throws IllegalStateException naming the setting to change
   */
  public void require(int workers) {
    int slots =
        context.isLocal()
            ? registered().slots()
            : arrivals.await(present -> present.slots() >= workers).slots();
    if (slots < workers) {
      throw new IllegalStateException(
          "Cannot start the workers: trainer.num_workers="
              + workers
              + "; Spark has "
              + slots
              + (slots == 1 ? " slot" : " slots")
              + " for tasks now; ask for fewer workers, or for more executors or cores");
    }
  }

  private Registered registered() {
    ResourceProfile standard = context.resourceProfileManager().defaultResourceProfile();
    int withDriver = context.statusTracker().getExecutorInfos().length;
    return new Registered(withDriver - 1, context.maxNumConcurrentTasks(standard));
  }

  /** The machine's time. */
  private static final class WallTime implements ExecutorArrivals.Time {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void pass(Duration duration) {
      try {
        Thread.sleep(duration.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
