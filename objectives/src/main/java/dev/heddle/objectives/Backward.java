package dev.heddle.objectives;

import ai.djl.ndarray.NDArray;

/** Takes the sums that are to be minimised. */
public interface Backward {

  /** For evaluation: nothing is differentiated. */
  Backward NONE = (name, sum) -> {};

  /**
   * Adds the gradient of {@code sum / T} to the parameters, where T is the count of the loss {@code
   * name} over all micro-batches and workers of the optimizer step. Frees the graph of the sum.
   *
   * @param name a name in the batch's {@link HostBatch#counts}
   * @param sum scalar, the sum of the loss over this micro-batch
   */
  void accumulate(String name, NDArray sum);
}
