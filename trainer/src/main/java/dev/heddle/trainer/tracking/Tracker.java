package dev.heddle.trainer.tracking;

/**
 * Watches a run: a console, a log file, a dashboard. Trackers are called through {@link Trackers},
 * each on a thread of its own and one event at a time, so they may block and may throw: neither
 * stops or slows the training.
 */
public interface Tracker extends AutoCloseable {

  /** The first event of every start, also of a resumed one. */
  default void started(RunStarted event) {}

  /** One optimizer step whose numbers are to be logged. */
  default void logged(StepLog event) {}

  /** An evaluation over the held-out samples is complete. */
  default void evaluated(EvaluationLog event) {}

  /** A checkpoint is published and readable. */
  default void checkpointed(CheckpointLog event) {}

  /** The last event of a start, also of one that failed (see {@link RunFinished#status()}). */
  default void finished(RunFinished event) {}

  /** Releases what the tracker holds. Called once, after the last event. */
  @Override
  void close();
}
