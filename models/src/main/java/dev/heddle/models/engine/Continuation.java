package dev.heddle.models.engine;

/**
 * What is left of a backward pass when it has ended at arrays that stand for earlier results: the
 * way from there to what these were computed from.
 */
interface Continuation {

  /** Carries on the gradients that these arrays have received, if they have. */
  void backward();
}
