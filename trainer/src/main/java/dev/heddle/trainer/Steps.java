package dev.heddle.trainer;

/**
 * A number of optimizer steps, or a share of all of them, as Hugging Face reads its own keys: a
 * value below 1 is a share of the run.
 *
 * @param value steps, or a share of them; 0 or above
 */
public record Steps(double value) {

  public Steps {
    if (!(value >= 0) || (value > 1 && value != Math.rint(value))) {
      throw new IllegalArgumentException("must be a whole number of steps, or a share below 1");
    }
  }

  /**
   * Reads a number as a run file writes it.
   *
   * @throws IllegalArgumentException with the rule, for anything else
   */
  public static Steps parse(String text) {
    try {
      return new Steps(Double.parseDouble(text));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "must be a whole number of steps, or a share below 1", notANumber);
    }
  }

  /** The steps meant in a run of {@code totalSteps}; a share is rounded up. */
  public long of(long totalSteps) {
    return value < 1 ? (long) Math.ceil(value * totalSteps) : (long) value;
  }

  /** As a run file writes it. */
  @Override
  public String toString() {
    return value < 1 && value > 0 ? Double.toString(value) : Long.toString((long) value);
  }
}
