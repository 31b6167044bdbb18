package dev.heddle.data.batch;

import java.util.List;

/**
 * What one rank needs for one optimizer step.
 *
 * @param <B> what the loader makes of the samples of a micro-batch
 * @param step number of the step, from 0
 * @param microBatches in order, none empty
 * @param waitSeconds how long the caller waited for them
 */
public record StepBatches<B>(long step, List<B> microBatches, double waitSeconds) {

  public StepBatches {
    microBatches = List.copyOf(microBatches);
  }
}
