package dev.heddle.jobs.train;

import dev.heddle.trainer.loop.WorkerResult;
import java.net.URI;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the stage again from the newest checkpoint when a worker is lost. Spark never does so by
 * itself: a barrier stage that returns results is ended with its first failed task.
 */
final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);

  private final int mostWithoutProgress;
  private final Supplier<Optional<URI>> newestCheckpoint;
  private final BiFunction<Integer, String, WorkerResult> attempt;

  /**
   * @param mostWithoutProgress failures in a row, with no checkpoint in between, after which to
   *     give up
   * @param newestCheckpoint looks for the newest complete one
   * @param attempt runs the stage, given its number and where to resume from
   */
  Attempts(
      int mostWithoutProgress,
      Supplier<Optional<URI>> newestCheckpoint,
      BiFunction<Integer, String, WorkerResult> attempt) {
    this.mostWithoutProgress = mostWithoutProgress;
    this.newestCheckpoint = newestCheckpoint;
    this.attempt = attempt;
  }

  /**
   * Runs the stage until it succeeds.
   *
   * @param resume where the first attempt starts from
   * @throws IllegalStateException with what the first failing worker said, when trying again is of
   *     no use
   */
  WorkerResult run(String resume) {
    Optional<URI> before = newestCheckpoint.get();
    int withoutProgress = 0;
    String from = resume;
    for (int number = 0; ; number++) {
      try {
        return ended(attempt.apply(number, from));
      } catch (Exception failure) { // Spark throws SparkException, which is checked, from Scala
        StageFailure reason = StageFailure.of(failure);
        Optional<URI> now = newestCheckpoint.get();
        withoutProgress = now.equals(before) ? withoutProgress + 1 : 1;
        if (reason.isFinal() || withoutProgress > mostWithoutProgress || isStopping()) {
          throw new IllegalStateException(reason.message(), failure);
        }
        from = now.map(URI::toString).orElse(resume);
        before = now;
        log.warn("A worker failed: {}; starting again from {}", reason.message(), nameOf(now));
      }
    }
  }

  /** A worker whose own process is told to end stops all of them, but not the driver. */
  private static WorkerResult ended(WorkerResult result) {
    if (result.isComplete() || isStopping()) {
      return result;
    }
    throw new IllegalStateException("the process of a worker was told to end, not the driver's");
  }

  private static boolean isStopping() {
    return StopSignal.ofThisProcess().isRequested();
  }

  private static String nameOf(Optional<URI> checkpoint) {
    return checkpoint.map(URI::toString).orElse("the beginning");
  }
}
