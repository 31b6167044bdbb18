package dev.heddle.data.batch;

import java.util.List;

/**
 * Makes a batch of samples, on a background thread. A pure function, so that a resumed run makes
 * the same batches.
 *
 * @param <B> what a micro-batch is made into
 */
@FunctionalInterface
public interface Collate<B> {

  /**
   * The batch of some samples.
   *
   * @param step of the run, from 0
   * @param samples of one micro-batch, at least one
   */
  B collate(long step, List<EpochSample> samples);
}
