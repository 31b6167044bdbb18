package dev.heddle.jobs.train;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a stage ended, read from what Spark says: exceptions of workers reach the driver as text
 * only.
 *
 * @param kind simple name of the exception that a worker met, or of Spark's own
 * @param message its message
 */
record StageFailure(String kind, String message) {
  private static final Pattern WORKERS_EXCEPTION =
      Pattern.compile("(?m)^(?:Caused by: )?dev\\.heddle\\.[\\w.$]*?([A-Z]\\w*): (.*)$");

  /** Another attempt would meet these again. */
  private static final Set<String> FINAL =
      Set.of(
          "NonFiniteLoss",
          "ShardException",
          "TokenizerException",
          "EngineUnavailableException",
          "ConfigException",
          "CheckpointException");

  /** Reads the failure of a Spark job. */
  static StageFailure of(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause).append('\n');
    }
    Matcher found = WORKERS_EXCEPTION.matcher(text);
    return found.find()
        ? new StageFailure(found.group(1), found.group(2))
        : new StageFailure(failure.getClass().getSimpleName(), withoutTrace(failure));
  }

  private static String withoutTrace(Throwable failure) {
    return String.valueOf(failure.getMessage()).split("\\n\\s+at ", 2)[0].strip();
  }

  /** Whether starting again is of no use. */
  boolean isFinal() {
    return FINAL.contains(kind);
  }
}
