package dev.heddle.jobs.train;

import java.util.List;
import org.apache.spark.SparkConf;

/**
 * How the workers of a host share its cores: evenly, and never more than Spark gave the executor.
 *
 * @param host where the worker runs
 * @param executor which JVM there
 */
record CoreShare(String host, String executor) {
  private static final String SEPARATOR = " ";

  static CoreShare parse(String text) {
    String[] parts = text.split(SEPARATOR, 2);
    return new CoreShare(parts[0], parts[1]);
  }

  String text() {
    return host + SEPARATOR + executor;
  }

  /**
   * Threads of this worker.
   *
   * @param all the places of all workers of the run, this one included
   * @param processors cores of this host
   */
  int threads(List<CoreShare> all, SparkConf configuration, int processors) {
    int cpusOfTask = configuration.getInt("spark.task.cpus", 1);
    if (cpusOfTask > 1) {
      return cpusOfTask;
    }
    long onHost = all.stream().filter(other -> other.host.equals(host)).count();
    long inExecutor = all.stream().filter(this::equals).count();
    int coresOfExecutor = configuration.getInt("spark.executor.cores", processors);
    return (int) Math.max(1, Math.min(processors / onHost, coresOfExecutor / inExecutor));
  }
}
