package dev.heddle.jobs.session;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;

/**
 * What Spark's settings say will come. YARN and Kubernetes start {@code spark.executor.instances}
 * executors, 2 by default; a standalone master hands out {@code spark.cores.max} cores, or what it
 * has if that is less.
 *
 * @param executors how many will come
 * @param slots how many there will be at most, where the number of executors is not said
 */
record ExecutorPromise(OptionalInt executors, OptionalInt slots) {
  private static final String INSTANCES = "spark.executor.instances";
  private static final int DEFAULT_INSTANCES = 2;
  private static final String CORES = "spark.cores.max";

  /** Reads the settings of a submitted application. */
  static ExecutorPromise of(SparkConf settings) {
    return new ExecutorPromise(executors(settings), slots(settings));
  }

  private static OptionalInt executors(SparkConf settings) {
    if (settings.contains(INSTANCES)) {
      return OptionalInt.of(settings.getInt(INSTANCES, DEFAULT_INSTANCES));
    }
    String master = settings.get("spark.master", "");
    return master.startsWith("yarn") || master.startsWith("k8s")
        ? OptionalInt.of(DEFAULT_INSTANCES)
        : OptionalInt.empty();
  }

  private static OptionalInt slots(SparkConf settings) {
    return settings.contains(CORES)
        ? OptionalInt.of(settings.getInt(CORES, 1) / settings.getInt("spark.task.cpus", 1))
        : OptionalInt.empty();
  }

  /** Whether nothing more will come. */
  boolean isKeptBy(Registered now) {
    return executors.isPresent()
        ? now.executors() >= executors.getAsInt()
        : slots.isPresent() && now.slots() >= slots.getAsInt();
  }

  /** Whether all that was promised will come if one waits; otherwise there may be less. */
  boolean isFirm() {
    return executors.isPresent();
  }

  /** For people, naming the setting. */
  @Override
  public String toString() {
    if (executors.isPresent()) {
      return INSTANCES + "=" + executors.getAsInt();
    }
    return slots.isPresent() ? CORES + " gives " + slots.getAsInt() + " slots" : "nothing";
  }
}
