package dev.heddle.objectives;

/**
 * An objective that asks a language model for tokens at some rows of its hidden states. What other
 * objectives do to such rows, such as holding them against a teacher's, works for all of them.
 *
 * <p>A batch's {@link HostBatch#counts} add up to the number of rows that {@link #scored} names.
 *
 * @param <B> the batch that this objective makes and reads
 */
public interface TokenObjective<B extends HostBatch> extends Objective<B> {

  /**
   * Encodes a batch with the step's model and says what is asked. A function of batch and model:
   * any model of {@link #modelType} with the same tokens may be asked about the same batch.
   */
  Scored scored(B batch, Step step);

  /**
   * Whether a model is asked the same about a sample in every epoch and in evaluation, so that
   * answers can be kept beside the samples. Masks that are drawn anew make it false.
   */
  default boolean asksTheSameEveryTime() {
    return false;
  }

  /**
   * Where the scored rows come from: for each of them the number of its token among the tokens of
   * the batch's samples laid end to end, in the order that they were given in.
   *
   * @throws UnsupportedOperationException unless {@link #asksTheSameEveryTime}
   */
  default int[] places(B batch) {
    throw new UnsupportedOperationException(getClass() + " asks something else every time");
  }
}
