package dev.heddle.trainer.tracking;

/**
 * One masked place and what the model put there.
 *
 * @param before text in front of the masked place
 * @param truth what stood there
 * @param predicted the model's first choice
 * @param after text behind the masked place
 * @param probability of the first choice, 0 to 1
 */
public record Prediction(
    String before, String truth, String predicted, String after, double probability) {

  /** Whether the model's first choice is what stood there. */
  public boolean hits() {
    return truth.equals(predicted);
  }
}
