package dev.heddle.objectives;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.layers.Layer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training objective. An instance belongs to one worker; {@link #collate} runs on the loader's
 * thread while {@link #step} runs on the worker's own, so the two share nothing that changes.
 *
 * @param <B> the batch that this objective makes and reads
 */
public interface Objective<B extends HostBatch> extends AutoCloseable {

  /** The kind of model that the step needs; checked before the first step. */
  Class<? extends Model> modelType();

  /** What the model's head must be for. */
  default Task task() {
    return Task.LANGUAGE_MODELLING;
  }

  /**
   * Gets ready for a run: called once, on the worker's thread, before the first batch.
   *
   * @return layers of the objective's own that are trained and checkpointed with the model, such as
   *     a temperature or a projection; empty where it has none
   * @throws IllegalArgumentException if what the settings ask for does not fit the model, with a
   *     message for the user
   */
  default Optional<Layer> open(Workplace place) {
    return Optional.empty();
  }

  /**
   * Whether samples are compared with the others of their batch, so that a step over several
   * micro-batches is another one than a step over all their samples at once.
   */
  default boolean comparesSamples() {
    return false;
  }

  /** The sums of no batch: every name that {@link #step} returns, at zero. */
  LossSums zero();

  /**
   * Makes a batch of samples. A pure function: everything random comes from {@link
   * Occasion#random}, which is keyed by the sample and never by the worker.
   *
   * @param samples at least one
   */
  B collate(List<EpochSample> samples, Occasion occasion);

  /**
   * Computes the sums of one batch. In training, each loss is handed to {@link Step#backward} as a
   * sum, never as a mean; the division by the count of the whole optimizer step happens there.
   *
   * @return for each name in the batch's counts the sum and the count of this batch, and metrics
   */
  LossSums step(B batch, Step step);

  /**
   * Starts an evaluation of a whole split.
   *
   * @return by default the sums of {@link #step} and nothing else
   */
  default SplitEvaluation<B> evaluation() {
    return SplitEvaluation.ofSteps(this);
  }

  /**
   * Numbers that are no mean of a sum and so are worked out from the sums of a whole evaluation.
   *
   * @return by name; empty where means say all
   */
  default Map<String, Double> evaluationMetrics(LossSums sums) {
    return Map.of();
  }

  /**
   * What the model puts into a few places of a batch, always the same places of the same batch.
   *
   * @param limit places at most
   * @return empty where an objective has nothing that people could read
   */
  default List<Guess> guesses(B batch, Step step, int limit) {
    return List.of();
  }

  /** Frees what {@link #open} made besides layers, such as a second model. */
  @Override
  default void close() {}
}
