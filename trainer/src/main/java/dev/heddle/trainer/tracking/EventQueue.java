package dev.heddle.trainer.tracking;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;

/**
 * A bounded queue of events whose producer never waits. When it is full the oldest {@link StepLog}
 * is dropped and counted; rarer events are kept for as long as there is a step to drop instead.
 */
public final class EventQueue {

  private final int capacity;
  private final ArrayDeque<TrackingEvent> events = new ArrayDeque<>();
  private long dropped;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param capacity events it holds at most
   */
  public EventQueue(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "Cannot make event queue: capacity=" + capacity + "; must be 1 or more");
    }
    this.capacity = capacity;
  }

  /** Adds an event; ignored after {@link #close()}. Returns at once. */
  public synchronized void put(TrackingEvent event) {
    if (closed) {
      return;
    }
    if (events.size() == capacity) {
      dropOldest();
    }
    events.addLast(event);
    notifyAll();
  }

  /** The next event, waiting for one; empty when the queue is closed and drained. */
  public synchronized Optional<TrackingEvent> take() throws InterruptedException {
    while (events.isEmpty() && !closed) {
      wait();
    }
    return Optional.ofNullable(events.pollFirst());
  }

  /** Refuses further events; what is inside can still be taken. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Events dropped since the last call. */
  public synchronized long takeDropped() {
    long count = dropped;
    dropped = 0;
    return count;
  }

  private void dropOldest() {
    dropped++;
    for (Iterator<TrackingEvent> each = events.iterator(); each.hasNext(); ) {
      if (each.next() instanceof StepLog) {
        each.remove();
        return;
      }
    }
    events.removeFirst();
  }
}
