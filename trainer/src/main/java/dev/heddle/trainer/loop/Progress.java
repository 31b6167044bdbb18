package dev.heddle.trainer.loop;

import dev.heddle.objectives.LossSums;

/**
 * How far a run has come: what a checkpoint holds besides arrays. The position in the data follows
 * from the step.
 *
 * @param step optimizer steps done, skipped ones included
 * @param tokens real tokens of these steps over all workers
 * @param seconds wall time of training before this start
 * @param window sums of the steps since the last log line
 * @param run sums of all steps
 */
public record Progress(long step, long tokens, double seconds, LossSums window, LossSums run) {

  /** At the start of a run. */
  public static Progress start(LossSums zero) {
    return new Progress(0, 0, 0, zero, zero);
  }

  /** After one more step. */
  Progress after(long stepTokens, LossSums sums) {
    return new Progress(step + 1, tokens + stepTokens, seconds, window.plus(sums), run.plus(sums));
  }

  /** After a log line. */
  Progress logged(LossSums zero) {
    return new Progress(step, tokens, seconds, zero, run);
  }

  /** With the wall time until now. */
  Progress at(double secondsSoFar) {
    return new Progress(step, tokens, secondsSoFar, window, run);
  }
}
