package dev.heddle.objectives;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;

/**
 * The workers of a run, as far as an objective sees them. In a training step all of them have
 * equally many micro-batches, so each may exchange something in each of its own; in an evaluation
 * they may not.
 */
public interface Peers {

  /** No others. */
  Peers NONE = new Alone();

  /** Number of this worker, {@code 0 <= rank < size}. */
  int rank();

  /** Number of workers, at least 1. */
  int size();

  /**
   * Brings the rows of all workers together. Every worker calls it equally often and in the same
   * order. What comes back is constant: no gradient flows to other workers through it.
   *
   * @param rows {@code [n, width]}, fp32; n may differ between workers and be 0, the width may not
   * @param scope owns the result
   */
  Gathered gather(NDArray rows, Scope scope);

  /**
   * Rows of all workers.
   *
   * @param rows {@code [sum of n, width]}, fp32, those of rank 0 first
   * @param first where this worker's own start
   */
  record Gathered(NDArray rows, int first) {}

  /** A group of one. */
  record Alone() implements Peers {
    @Override
    public int rank() {
      return 0;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public Gathered gather(NDArray rows, Scope scope) {
      NDArray constant = rows.stopGradient();
      constant.attach(scope.manager());
      return new Gathered(constant, 0);
    }
  }
}
