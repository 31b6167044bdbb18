package dev.heddle.jobs.train;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;

/**
 * Why a stage ended, read from what Spark says: exceptions of workers reach the driver as text
 * only.
 *
 * @param kinds simple names of the exception that a worker met and of its causes, or of Spark's own
 * @param message of the first
 */
record StageFailure(List<String> kinds, String message) {
  private static final Pattern WORKERS_EXCEPTION =
      Pattern.compile("(?m)^(?:Caused by: )?dev\\.heddle\\.[\\w.$]*?([A-Z]\\w*): (.*)$");

  /** Somebody cancelled the job, on Spark's pages or because the driver is told to stop. */
  private static final String CANCELLED = "SPARK_JOB_CANCELLED";

  /** Another attempt would meet these again, or is not wanted. */
  private static final Set<String> FINAL =
      Set.of(
          "NonFiniteLoss",
          "ShardException",
          "TokenizerException",
          "EngineUnavailableException",
          "ConfigException",
          "CheckpointException",
          CANCELLED);

  /** Reads the failure of a Spark job. */
  static StageFailure of(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause).append('\n');
    }
    List<MatchResult> found = WORKERS_EXCEPTION.matcher(text).results().toList();
    return found.isEmpty()
        ? new StageFailure(List.of(kind(failure)), withoutTrace(failure))
        : new StageFailure(
            found.stream().map(match -> match.group(1)).toList(), found.get(0).group(2));
  }

  private static String kind(Throwable failure) {
    boolean isCancelled =
        failure instanceof SparkException spark && CANCELLED.equals(spark.getCondition());
    return isCancelled ? CANCELLED : failure.getClass().getSimpleName();
  }

  private static String withoutTrace(Throwable failure) {
    return String.valueOf(failure.getMessage()).split("\\n\\s+at ", 2)[0].strip();
  }

  /** Whether starting again is of no use. */
  boolean isFinal() {
    return kinds.stream().anyMatch(FINAL::contains);
  }
}
