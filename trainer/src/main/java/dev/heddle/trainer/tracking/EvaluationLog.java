package dev.heddle.trainer.tracking;

import java.util.List;
import java.util.Map;

/**
 * The result of one evaluation.
 *
 * @param step optimizer steps done
 * @param epoch passes over the training samples done, with a fraction
 * @param metrics by Hugging Face's names: {@code eval_loss}, {@code eval_masked_accuracy}, {@code
 *     eval_unigram_entropy} (nats), {@code eval_runtime} (seconds) …
 * @param samples a few predictions to look at; may be empty
 */
public record EvaluationLog(
    long step, double epoch, Map<String, Double> metrics, List<Prediction> samples)
    implements TrackingEvent {

  public EvaluationLog {
    metrics = InOrder.copy(metrics);
    samples = samples == null ? List.of() : List.copyOf(samples);
  }

  @Override
  public void deliverTo(Tracker tracker) {
    tracker.evaluated(this);
  }
}
