package dev.heddle.jobs.train;

import dev.heddle.trainer.loop.WorkerResult;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.TrackingEvent;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How rank 0 said that its run ended, for when Spark throws the result of the task away: it does so
 * with every task of a cancelled job.
 */
final class LastWord implements Consumer<TrackingEvent> {
  private final Consumer<TrackingEvent> sink;
  private volatile Optional<RunFinished> end = Optional.empty();

  /**
   * @param sink takes every event in turn
   */
  LastWord(Consumer<TrackingEvent> sink) {
    this.sink = sink;
  }

  @Override
  public void accept(TrackingEvent event) {
    if (event instanceof RunStarted) {
      end = Optional.empty();
    } else if (event instanceof RunFinished finished) {
      end = Optional.of(finished);
    }
    sink.accept(event);
  }

  /**
   * The result, if the steps came to an end that can be resumed or exported.
   *
   * @param checkpoint URI of the newest one
   */
  Optional<WorkerResult> result(String checkpoint) {
    return end.filter(last -> !last.status().startsWith(RunFinished.FAILED))
        .map(last -> result(last, checkpoint));
  }

  private static WorkerResult result(RunFinished last, String checkpoint) {
    return new WorkerResult(
        last.steps(),
        last.tokens(),
        last.seconds(),
        last.trainLoss(),
        last.metrics(),
        checkpoint,
        last.status().equals(RunFinished.FINISHED));
  }
}
