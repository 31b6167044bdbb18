package dev.heddle.trainer.tracking;

import java.util.Optional;

/** One tracker, its thread and the queue in front of it. */
final class TrackerLane {

  private final Tracker tracker;
  private final EventQueue queue;
  private final Warnings warnings;
  private final Thread thread;

  TrackerLane(Tracker tracker, int capacity, Warnings warnings) {
    this.tracker = tracker;
    this.queue = new EventQueue(capacity);
    this.warnings = warnings;
    this.thread = new Thread(this::run, "tracker-" + name());
    // A tracker that hangs must not keep the program alive.
    thread.setDaemon(true);
    thread.start();
  }

  void put(TrackingEvent event) {
    queue.put(event);
  }

  /** Asks the lane to deliver what is queued, close its tracker and end. Returns at once. */
  void finish() {
    queue.close();
  }

  /** Waits for the end asked for with {@link #finish()}; interrupts a tracker that is not done. */
  void await(long milliseconds) {
    try {
      thread.join(Math.max(1, milliseconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      warnings.warn("Cannot close tracker: name=" + name() + "; it did not end in time", null);
      thread.interrupt();
    }
  }

  private void run() {
    try {
      for (Optional<TrackingEvent> next = queue.take(); next.isPresent(); next = queue.take()) {
        deliver(next.get());
        warnOfDropped();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      guarded("close", tracker::close);
    }
  }

  private void deliver(TrackingEvent event) {
    guarded(event.getClass().getSimpleName(), () -> event.deliverTo(tracker));
  }

  // Errors too: a dashboard client that misses a class must not end the lane.
  private void guarded(String what, Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      warnings.warn("Cannot track: tracker=" + name() + ", event=" + what + "; " + e, e);
    }
  }

  private void warnOfDropped() {
    long dropped = queue.takeDropped();
    if (dropped > 0) {
      warnings.warn(
          "Cannot track every event: tracker="
              + name()
              + ", dropped="
              + dropped
              + "; it is slower than the training; raise trainer.logging_steps",
          null);
    }
  }

  private String name() {
    return tracker.getClass().getSimpleName();
  }
}
