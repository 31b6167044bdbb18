package dev.heddle.jobs.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spark's {@code local-cluster}: a real master and real workers in the driver's process, executors
 * in processes of their own, everything on the loopback interface.
 *
 * @param sparkHome what Spark takes for its installation; executors log under it
 * @param executors processes, of one core and a gigabyte each
 */
record LocalCluster(Path sparkHome, int executors) {
  /** Short lives: most of an optimizing compiler's work would come too late. */
  private static final String COMPILER = "-XX:TieredStopAtLevel=1";

  /**
   * Lays out an installation without libraries: executors get this JVM's class path as it is, since
   * a folder of jars has no order.
   */
  static LocalCluster in(Path sparkHome, int executors) throws IOException {
    Files.createDirectories(sparkHome.resolve("jars"));
    return new LocalCluster(sparkHome, executors);
  }

  /** Starts a command whose tasks run on this cluster. */
  ChildRun start(Path log, List<String> arguments) throws IOException {
    return ChildRun.start(log, environment(), options(), arguments);
  }

  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME", sparkHome.toString(),
        "SPARK_SCALA_VERSION", "2.13",
        "SPARK_LOCAL_IP", "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME", "localhost");
  }

  private List<String> options() {
    List<String> options = new ArrayList<>();
    options.add(COMPILER);
    options.add("-Dlog4j2.configurationFile=heddle-log4j2.properties");
    settings().forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }

  private Map<String, String> settings() {
    return Map.of(
        "spark.master",
        "local-cluster[" + executors + ",1,1024]",
        "spark.executor.instances",
        Integer.toString(executors),
        "spark.executor.extraClassPath",
        System.getProperty("java.class.path"),
        "spark.executor.extraJavaOptions",
        COMPILER,
        "spark.driver.host",
        "127.0.0.1",
        "spark.driver.bindAddress",
        "127.0.0.1",
        "spark.ui.enabled",
        "false");
  }

  /** What the executors wrote to their logs. */
  String executorLogs() throws IOException {
    try (Stream<Path> files = Files.walk(sparkHome)) {
      return files
          .filter(file -> file.endsWith("stderr"))
          .sorted()
          .map(LocalCluster::log)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String log(Path file) {
    try {
      return file.getParent() + ":\n" + Files.readString(file);
    } catch (IOException gone) {
      return file + ": " + gone;
    }
  }
}
