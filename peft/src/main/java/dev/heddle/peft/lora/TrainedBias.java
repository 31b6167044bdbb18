package dev.heddle.peft.lora;

/** Which of the model's own biases are trained besides, by PEFT's names. */
public enum TrainedBias {
  /** None of them. */
  NONE,
  /** All, also those of norms and of layers that are not changed. */
  ALL,
  /** Those of changed layers. */
  LORA_ONLY
}
