package dev.heddle.trainer.tracking;

import java.util.Map;

/**
 * A run ended.
 *
 * @param steps optimizer steps done since the start of the run
 * @param tokens real tokens since the start of the run
 * @param seconds wall time of training since the start of the run
 * @param tokensPerSecond real tokens a second over the whole run
 * @param trainLoss mean training loss of the whole run, in nats a scored token
 * @param metrics the last evaluation and further totals, by dashboard name
 * @param status {@link #FINISHED}, {@link #INTERRUPTED} or {@link #FAILED}; anything behind a colon
 *     is a reason for people
 */
public record RunFinished(
    long steps,
    long tokens,
    double seconds,
    double tokensPerSecond,
    double trainLoss,
    Map<String, Double> metrics,
    String status)
    implements TrackingEvent {

  /** All steps done. */
  public static final String FINISHED = "finished";

  /** Stopped on request; can be resumed. */
  public static final String INTERRUPTED = "interrupted";

  /** Stopped by an error. */
  public static final String FAILED = "failed";

  public RunFinished {
    metrics = InOrder.copy(metrics);
  }

  @Override
  public void deliverTo(Tracker tracker) {
    tracker.finished(this);
  }
}
