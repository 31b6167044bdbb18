package dev.heddle.trainer.optim;

/** The learning-rate schedules that a run file can name; names and values as in Hugging Face. */
public enum ScheduleKind {
  /** The peak from the first step to the last; no warm-up. */
  CONSTANT,
  /** Linear warm-up, then the peak. */
  CONSTANT_WITH_WARMUP,
  /** Linear warm-up, then a straight line down. */
  LINEAR,
  /** Linear warm-up, then half a cosine wave down. */
  COSINE,
  /** Linear warm-up, the peak, and a decay at the end ("trapezoid"). */
  WARMUP_STABLE_DECAY
}
