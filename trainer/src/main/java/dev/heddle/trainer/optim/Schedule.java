package dev.heddle.trainer.optim;

/**
 * The learning rate as a share of its peak, over the steps of a run. Step k (from 0) is updated
 * with the factor at k, as {@code transformers.optimization} has it: with warm-up the first update
 * has rate 0.
 *
 * @param kind shape
 * @param totalSteps optimizer steps of the run
 * @param warmupSteps steps of linear warm-up
 * @param decaySteps steps of the last phase; read by {@code warmup_stable_decay}
 * @param decay shape of the last phase; read by {@code warmup_stable_decay}
 * @param minRatio where the decay ends; 0 to 1
 */
public record Schedule(
    ScheduleKind kind,
    long totalSteps,
    long warmupSteps,
    long decaySteps,
    Decay decay,
    double minRatio) {

  /** The factor for one step, from 0. */
  public double factor(long step) {
    if (kind == ScheduleKind.CONSTANT) {
      return 1;
    }
    if (step < warmupSteps) {
      return warmup(step);
    }
    return switch (kind) {
      case CONSTANT, CONSTANT_WITH_WARMUP -> 1;
      case LINEAR -> down(Decay.LINEAR, step, warmupSteps, totalSteps - warmupSteps);
      case COSINE -> down(Decay.COSINE, step, warmupSteps, totalSteps - warmupSteps);
      case WARMUP_STABLE_DECAY -> down(decay, step, totalSteps - decaySteps, decaySteps);
    };
  }

  /** Only {@code warmup_stable_decay} starts from the ratio that it ends with. */
  private double warmup(long step) {
    double factor = (double) step / warmupSteps;
    return kind == ScheduleKind.WARMUP_STABLE_DECAY ? lifted(factor) : factor;
  }

  private double down(Decay shape, long step, long start, long length) {
    double progress = (double) (step - start) / Math.max(1, length);
    return lifted(shape.at(Math.min(1, Math.max(0, progress))));
  }

  private double lifted(double factor) {
    return factor * (1 - minRatio) + minRatio;
  }
}
