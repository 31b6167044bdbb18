package dev.heddle.objectives;

import java.util.Map;

/**
 * One evaluation of a validation split, on one worker: batch after batch, and then what only the
 * whole split can tell, such as how a text ranks among all others.
 *
 * @param <B> the objective's batch
 */
public interface SplitEvaluation<B extends HostBatch> {

  /** As {@link Objective#step} without gradients; keeps what {@link #finish} needs. */
  LossSums step(B batch, Step step);

  /**
   * What the split as a whole tells. Called once on every worker, after its last batch; here
   * workers may exchange what they hold.
   *
   * @param step whose scope owns what is made on the way; it has seen no batch if the worker had
   *     none
   * @return sums that are added up over the workers, under names of their own
   */
  Map<String, Sum> finish(Step step, Peers peers);

  /** The steps of an objective, and nothing more. */
  static <B extends HostBatch> SplitEvaluation<B> ofSteps(Objective<B> objective) {
    return new SplitEvaluation<>() {
      @Override
      public LossSums step(B batch, Step step) {
        return objective.step(batch, step);
      }

      @Override
      public Map<String, Sum> finish(Step step, Peers peers) {
        return Map.of();
      }
    };
  }
}
