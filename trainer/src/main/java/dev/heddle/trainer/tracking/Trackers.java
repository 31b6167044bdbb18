package dev.heddle.trainer.tracking;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every event to every tracker without ever waiting for one. Each tracker has a thread and a
 * bounded queue of its own and sees the events in order. A tracker that throws is warned about, at
 * most once a minute. One that is too slow loses its oldest step logs, which are counted, and
 * delays neither the training nor the others.
 */
public final class Trackers implements Tracker {

  private static final Logger LOG = LoggerFactory.getLogger(Trackers.class);
  private static final int CAPACITY = 1024;
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final List<TrackerLane> lanes;
  private final Duration closing;

  /**
   * @param capacity events that may wait in front of one tracker
   * @param closing how long {@link #close()} may take in all
   * @param warnings where to tell of trackers that fail
   */
  Trackers(List<Tracker> trackers, int capacity, Duration closing, Warnings warnings) {
    this.closing = closing;
    this.lanes =
        trackers.stream().map(tracker -> new TrackerLane(tracker, capacity, warnings)).toList();
  }

  /** Starts a thread for each tracker, and owns them from then on: closing this closes them. */
  public static Trackers of(List<Tracker> trackers) {
    return new Trackers(trackers, CAPACITY, CLOSING, Warnings.everyMinute(LOG::warn));
  }

  /** Queues an event for every tracker. Never blocks, never throws. */
  public void accept(TrackingEvent event) {
    lanes.forEach(lane -> lane.put(event));
  }

  @Override
  public void started(RunStarted event) {
    accept(event);
  }

  @Override
  public void logged(StepLog event) {
    accept(event);
  }

  @Override
  public void evaluated(EvaluationLog event) {
    accept(event);
  }

  @Override
  public void checkpointed(CheckpointLog event) {
    accept(event);
  }

  @Override
  public void finished(RunFinished event) {
    accept(event);
  }

  /** Delivers what is queued and closes the trackers; gives up on those that take too long. */
  @Override
  public void close() {
    long end = System.nanoTime() + closing.toNanos();
    lanes.forEach(TrackerLane::finish);
    lanes.forEach(lane -> lane.await((end - System.nanoTime()) / 1_000_000));
  }
}
