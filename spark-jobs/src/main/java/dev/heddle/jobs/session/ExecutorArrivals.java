package dev.heddle.jobs.session;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for executors, which start after their driver and one by one. */
final class ExecutorArrivals {
  private static final Duration POLL = Duration.ofMillis(100);

  /** When nobody came for so long, nobody is on the way: executors start within seconds. */
  static final Duration CALM = Duration.ofSeconds(10);

  private final Supplier<Registered> now;
  private final Duration patience;
  private final Time time;

  /** Time as it passes here. */
  interface Time {
    /** Nanoseconds from some fixed point. */
    long nanos();

    /** Lets time pass; returns early with the thread's mark if it is interrupted. */
    void pass(Duration duration);
  }

  /**
   * @param now looks who is there
   * @param patience the longest wait
   */
  ExecutorArrivals(Supplier<Registered> now, Duration patience, Time time) {
    this.now = now;
    this.patience = patience;
    this.time = time;
  }

  /** Waits until there are enough; returns who is there then, or after all patience. */
  Registered await(Predicate<Registered> isEnough) {
    return await(isEnough, patience);
  }

  /**
   * Waits until there are enough, or there are some and for {@link #CALM} nobody came or left.
   *
   * @return who is there then, or after all patience
   */
  Registered awaitCalm(Predicate<Registered> isEnough) {
    return await(isEnough, CALM);
  }

  private Registered await(Predicate<Registered> isEnough, Duration calm) {
    long start = time.nanos();
    long lastChange = start;
    Registered present = now.get();
    while (!isEnough.test(present) && !isOver(start, patience)) {
      if (present.slots() > 0 && isOver(lastChange, calm)) {
        return present;
      }
      time.pass(POLL);
      Registered before = present;
      present = now.get();
      lastChange = present.equals(before) ? lastChange : time.nanos();
    }
    return present;
  }

  private boolean isOver(long start, Duration duration) {
    return Thread.currentThread().isInterrupted() || time.nanos() - start >= duration.toNanos();
  }
}
