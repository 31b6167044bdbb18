package dev.heddle.trainer;

import java.util.OptionalInt;

/**
 * How many data-parallel workers a run has.
 *
 * @param fixed the number; empty for {@code auto}: as many as the cluster has slots
 */
public record WorkerCount(OptionalInt fixed) {

  private static final String RULE = "must be auto or a whole number, at least 1";

  public WorkerCount {
    if (fixed.orElse(1) < 1) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads {@code auto} or a number. */
  public static WorkerCount parse(String text) {
    if (text.equals("auto")) {
      return new WorkerCount(OptionalInt.empty());
    }
    try {
      return new WorkerCount(OptionalInt.of(Integer.parseInt(text)));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(RULE, notANumber);
    }
  }

  /** The number of workers, where {@code slots} tasks can run at once. */
  public int of(int slots) {
    return fixed.orElse(slots);
  }

  @Override
  public String toString() {
    return fixed.isPresent() ? Integer.toString(fixed.getAsInt()) : "auto";
  }
}
