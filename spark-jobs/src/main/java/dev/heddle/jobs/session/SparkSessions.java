package dev.heddle.jobs.session;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Starts Spark: the session that {@code spark-submit} configured, or one inside this JVM.
 *
 * <p>Whatever {@code spark-submit} or {@code spark-defaults.conf} says wins; an embedded session
 * talks over the loopback interface only.
 */
public final class SparkSessions {
  private static final Map<String, String> EMBEDDED =
      Map.of(
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1",
          "spark.ui.enabled", "false",
          "spark.ui.showConsoleProgress", "false");

  /**
   * What training needs of any cluster: a stage that lacks slots fails within half a minute (Spark
   * waits ten), a peer that vanished does not hold the others for a year, and no task runs twice at
   * once.
   */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "5s",
          "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "6",
          "spark.barrier.sync.timeout", "1200",
          "spark.speculation", "false");

  private SparkSessions() {}

  /**
   * Opens the session of a run.
   *
   * @param applicationName the name on Spark's pages
   * @param workers tasks that must be able to run at once when Spark runs in this JVM; preparing
   *     uses all cores
   */
  public static JavaSparkContext open(String applicationName, int workers) {
    SparkConf configuration = new SparkConf();
    ALWAYS.forEach(configuration::setIfMissing);
    configuration.setIfMissing("spark.app.name", applicationName);
    if (!configuration.contains("spark.master")) {
      int slots = Math.max(workers, Runtime.getRuntime().availableProcessors());
      configuration.setMaster("local[" + slots + "]");
      EMBEDDED.forEach(configuration::setIfMissing);
    }
    return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(configuration));
  }

  /** Whether {@code spark-submit} (or a test) named a master; if not, Spark runs in this JVM. */
  public static boolean isSubmitted() {
    return new SparkConf().contains("spark.master");
  }
}
