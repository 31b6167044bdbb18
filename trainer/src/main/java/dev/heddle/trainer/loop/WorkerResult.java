package dev.heddle.trainer.loop;

import java.io.Serializable;
import java.util.Map;

/**
 * What a worker's run came to; the same on every worker but for the seconds.
 *
 * @param steps optimizer steps since the start of the run, those before a resume included
 * @param tokens real tokens of these steps, over all workers
 * @param seconds wall time of training since the start of the run, earlier starts included
 * @param trainLoss mean loss of the whole run, in nats a scored token
 * @param evaluation the last evaluation, by Hugging Face's names; empty if there was none
 * @param checkpoint URI of the newest checkpoint; a run leaves one however it ends
 * @param isComplete whether all steps were done; otherwise the run was asked to stop
 */
public record WorkerResult(
    long steps,
    long tokens,
    double seconds,
    double trainLoss,
    Map<String, Double> evaluation,
    String checkpoint,
    boolean isComplete)
    implements Serializable {

  public WorkerResult {
    evaluation = Map.copyOf(evaluation);
  }
}
