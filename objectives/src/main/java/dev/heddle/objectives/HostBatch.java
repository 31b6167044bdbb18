package dev.heddle.objectives;

import java.util.Map;

/** A micro-batch in host memory, made in the background and turned into tensors by the step. */
public interface HostBatch {

  /** Real tokens in the batch. */
  long tokens();

  /** Samples in the batch. */
  int samples();

  /**
   * The denominator of each loss, by the name of the loss: how many terms its sum will have. Known
   * before the forward pass, so that the counts of all micro-batches and workers can be added up
   * first and every backward pass divides by the total.
   */
  Map<String, Long> counts();

  /** What a report of a bad batch needs to show: names and host arrays that JSON can hold. */
  Map<String, Object> contents();
}
