package dev.heddle.peft.lora;

import dev.heddle.models.layers.Initializer;

/** How {@code A} of a linear layer is drawn, by PEFT's names; {@code B} starts at 0 either way. */
public enum FirstFactors {
  /** Uniform within {@code 1/sqrt(in)}: Kaiming's bound for a slope of {@code sqrt(5)}. */
  TRUE {
    @Override
    Initializer down(long in, int rank) {
      return Initializer.uniform(1 / Math.sqrt((double) in));
    }
  },
  /** Normal with deviation {@code 1/rank}. */
  GAUSSIAN {
    @Override
    Initializer down(long in, int rank) {
      return Initializer.normal(1.0 / rank);
    }
  };

  /**
   * Draws {@code A}, {@code [rank, in]}.
   *
   * @param in the width of the layer's input
   */
  abstract Initializer down(long in, int rank);
}
