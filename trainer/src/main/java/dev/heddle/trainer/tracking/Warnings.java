package dev.heddle.trainer.tracking;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Passes on at most one warning in an interval and says how many were held back in between. */
public final class Warnings {

  private final long interval;
  private final LongSupplier nanoTime;
  private final BiConsumer<String, Throwable> sink;
  private long last;
  private long heldBack;
  private boolean warned;

  /**
   * Warnings that are at least {@code interval} apart.
   *
   * @param nanoTime a clock in nanoseconds
   * @param sink gets the message and its cause, which may be null
   */
  public Warnings(Duration interval, LongSupplier nanoTime, BiConsumer<String, Throwable> sink) {
    this.interval = interval.toNanos();
    this.nanoTime = nanoTime;
    this.sink = sink;
  }

  /** At most one a minute, to {@code sink}. */
  public static Warnings everyMinute(BiConsumer<String, Throwable> sink) {
    return new Warnings(Duration.ofMinutes(1), System::nanoTime, sink);
  }

  /** Warns now, or counts the warning if the last one is too recent. */
  public synchronized void warn(String message, Throwable cause) {
    long now = nanoTime.getAsLong();
    if (warned && now - last < interval) {
      heldBack++;
      return;
    }
    sink.accept(heldBack == 0 ? message : message + " (and " + heldBack + " like it)", cause);
    warned = true;
    last = now;
    heldBack = 0;
  }
}
