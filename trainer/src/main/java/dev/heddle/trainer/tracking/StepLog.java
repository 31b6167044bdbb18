package dev.heddle.trainer.tracking;

import java.util.Map;

/**
 * The numbers of a logging step. Times and rates are averages over the steps since the last log
 * unless said otherwise.
 *
 * @param step optimizer steps done, counted from the start of the run
 * @param totalSteps optimizer steps of the whole run
 * @param epoch passes over the training samples done, with a fraction
 * @param loss mean training loss, in nats a scored token
 * @param gradNorm global gradient norm before clipping
 * @param learningRate the rate used by this step
 * @param tokensPerSecond real tokens a second over all workers
 * @param totalTokens real tokens since the start of the run
 * @param elapsedSeconds wall time of training since the start of the run
 * @param remainingSeconds estimated wall time to the last step; NaN when unknown
 * @param dataWaitSeconds time a step waited for its batch
 * @param communicationSeconds time a step waited for other workers
 * @param stepSeconds wall time of a step
 * @param paddingFraction share of the computed positions that held no real token, 0 to 1
 * @param residentGib resident memory of the process of rank 0 in GiB
 * @param metrics further numbers by dashboard name, such as {@code perf/mfu} or {@code
 *     objective/accuracy}
 */
public record StepLog(
    long step,
    long totalSteps,
    double epoch,
    double loss,
    double gradNorm,
    double learningRate,
    double tokensPerSecond,
    long totalTokens,
    double elapsedSeconds,
    double remainingSeconds,
    double dataWaitSeconds,
    double communicationSeconds,
    double stepSeconds,
    double paddingFraction,
    double residentGib,
    Map<String, Double> metrics)
    implements TrackingEvent {

  public StepLog {
    metrics = InOrder.copy(metrics);
  }

  @Override
  public void deliverTo(Tracker tracker) {
    tracker.logged(this);
  }
}
