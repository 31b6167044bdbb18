package dev.heddle.trainer.optim;

/** How a schedule goes down from 1 to 0. */
public enum Decay {
  LINEAR {
    @Override
    double at(double progress) {
      return 1 - progress;
    }
  },
  /** Half a wave. */
  COSINE {
    @Override
    double at(double progress) {
      return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  };

  /**
   * The value after a share of the way.
   *
   * @param progress in [0, 1]
   */
  abstract double at(double progress);
}
