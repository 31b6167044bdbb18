package dev.heddle.trainer.tracking;

import java.util.List;
import java.util.function.Consumer;

/**
 * Trackers that need each other's output, such as a log and the report made from it: told one after
 * the other on one thread. One that throws does not keep an event from those behind it.
 */
public final class TrackerSequence implements Tracker {

  private final List<Tracker> trackers;

  private TrackerSequence(List<Tracker> trackers) {
    this.trackers = trackers;
  }

  /** Tells the trackers in the order given, and closes them in that order. */
  public static TrackerSequence of(Tracker... trackers) {
    return new TrackerSequence(List.of(trackers));
  }

  @Override
  public void started(RunStarted event) {
    each(tracker -> tracker.started(event));
  }

  @Override
  public void logged(StepLog event) {
    each(tracker -> tracker.logged(event));
  }

  @Override
  public void evaluated(EvaluationLog event) {
    each(tracker -> tracker.evaluated(event));
  }

  @Override
  public void checkpointed(CheckpointLog event) {
    each(tracker -> tracker.checkpointed(event));
  }

  @Override
  public void finished(RunFinished event) {
    each(tracker -> tracker.finished(event));
  }

  @Override
  public void close() {
    each(Tracker::close);
  }

  private void each(Consumer<Tracker> action) {
    RuntimeException failure = null;
    for (Tracker tracker : trackers) {
      try {
        action.accept(tracker);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
