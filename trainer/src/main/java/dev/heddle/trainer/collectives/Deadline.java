package dev.heddle.trainer.collectives;

import java.time.Duration;

/** A point in time after which waiting is pointless. */
final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** At least 1, since 0 means forever to most callees. */
  int millisLeft() {
    long millis = (end - System.nanoTime()) / 1_000_000;
    return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
  }
}
