package dev.heddle.trainer;

/** When something that a run does now and then is due. */
public enum Strategy {
  /** Never on the way. */
  NO,
  /** Every so many optimizer steps. */
  STEPS,
  /** After each pass over the data. */
  EPOCH
}
