package dev.heddle.objectives;

/**
 * A sum and how many terms it has. Sums of micro-batches and workers are added before anything is
 * divided: a mean of means weighs the terms of a small batch more.
 *
 * @param total of the terms
 * @param count number of terms
 */
public record Sum(double total, long count) {

  /** Of nothing. */
  public static final Sum ZERO = new Sum(0, 0);

  /** Both sums together. */
  public Sum plus(Sum other) {
    return new Sum(total + other.total, count + other.count);
  }

  /** Total over count; 0 where there are no terms. */
  public double mean() {
    return total / Math.max(count, 1);
  }
}
