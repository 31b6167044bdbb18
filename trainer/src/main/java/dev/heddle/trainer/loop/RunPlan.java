package dev.heddle.trainer.loop;

import dev.heddle.trainer.Strategy;
import dev.heddle.trainer.TrainerSettings;

/**
 * How long a run is, and what is due when.
 *
 * @param settings of the run
 * @param samples packs of the training split
 * @param maxSeqLength tokens that a pack has room for, on average
 * @param workers data-parallel workers
 * @param totalSteps optimizer steps of the whole run
 */
record RunPlan(
    TrainerSettings settings, long samples, int maxSeqLength, int workers, long totalSteps) {

  static RunPlan of(TrainerSettings settings, long samples, int maxSeqLength, int workers) {
    return new RunPlan(
        settings, samples, maxSeqLength, workers, settings.totalSteps(samples, workers));
  }

  /** Packs of one optimizer step over all workers. */
  long totalBatch() {
    return settings.totalBatch(workers);
  }

  /** Passes over the data after so many steps. */
  double epochs(long steps) {
    return (double) steps * totalBatch() / samples;
  }

  /** The share of the run that lies behind when a step begins. */
  double share(long step) {
    return Math.min(1, (double) step / totalSteps);
  }

  /** Unused room of the packs of one step, where they hold so many tokens. */
  double padding(double tokensPerStep) {
    return 1 - tokensPerStep / ((double) totalBatch() * maxSeqLength);
  }

  boolean isEnd(long step) {
    return step >= totalSteps;
  }

  /** Whether to log after this step, from 1; the last is always logged. */
  boolean isLogDue(long step) {
    return step % settings.loggingSteps() == 0 || isEnd(step);
  }

  /** Whether to evaluate after this step; the end is always evaluated. */
  boolean isEvaluationDue(long step) {
    long interval =
        settings
            .evalSteps()
            .map(steps -> steps.of(totalSteps))
            .orElse((long) settings.loggingSteps());
    return isEnd(step) || isDue(settings.evalStrategy(), interval, step);
  }

  /** Whether to write a checkpoint after this step; the end is always kept. */
  boolean isSaveDue(long step) {
    return isEnd(step) || isDue(settings.saveStrategy(), settings.saveSteps().of(totalSteps), step);
  }

  private boolean isDue(Strategy strategy, long interval, long step) {
    return switch (strategy) {
      case NO -> false;
      case STEPS -> step % Math.max(1, interval) == 0;
      case EPOCH -> Math.floor(epochs(step)) > Math.floor(epochs(step - 1));
    };
  }
}
