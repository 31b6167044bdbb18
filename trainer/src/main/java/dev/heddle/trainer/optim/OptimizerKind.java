package dev.heddle.trainer.optim;

/** The optimizers that a run file can name. */
public enum OptimizerKind {
  /** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
  ADAMW
}
