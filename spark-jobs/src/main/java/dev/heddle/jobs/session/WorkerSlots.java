package dev.heddle.jobs.session;

import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.resource.ResourceProfile;

/** How many training workers Spark can run at once. */
public final class WorkerSlots {
  private static final String DYNAMIC_ALLOCATION = "spark.dynamicAllocation.enabled";

  /** Executors of a cluster start after its driver does. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(100);

  private WorkerSlots() {}

  /** Tasks that run at the same time on the executors that are there now. */
  public static int available(SparkContext context) {
    ResourceProfile standard = context.resourceProfileManager().defaultResourceProfile();
    return context.maxNumConcurrentTasks(standard);
  }

  /**
   * Refuses what Spark would only refuse late: a barrier stage wider than the cluster, or one under
   * dynamic allocation (SPARK-24942). Executors of a cluster get some time to arrive.
   *
   * @throws IllegalStateException naming the setting to change
   */
  public static void require(SparkContext context, int workers) {
    if (context.getConf().getBoolean(DYNAMIC_ALLOCATION, false)) {
      throw new IllegalStateException(
          "Cannot train under dynamic allocation: "
              + DYNAMIC_ALLOCATION
              + "=true; Spark starts a barrier stage only with fixed executors; submit with --conf "
              + DYNAMIC_ALLOCATION
              + "=false");
    }
    int slots = context.isLocal() ? available(context) : awaited(context, workers);
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

  private static int awaited(SparkContext context, int workers) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (available(context) < workers && System.nanoTime() < deadline) {
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return available(context);
  }
}
