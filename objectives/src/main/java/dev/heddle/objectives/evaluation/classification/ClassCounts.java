package dev.heddle.objectives.evaluation.classification;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each class was right, was chosen, and was chosen rightly, over examples of exactly one
 * class each. Metrics are scikit-learn's, told all classes ({@code labels}) and {@code
 * zero_division=0}:
 *
 * <pre>  F1(c) = 2 · hits(c) / (true(c) + chosen(c))</pre>
 */
public final class ClassCounts {

  private final long[] truths;
  private final long[] choices;
  private final long[] hits;

  /** Counts at zero. */
  public ClassCounts(int classes) {
    this.truths = new long[classes];
    this.choices = new long[classes];
    this.hits = new long[classes];
  }

  /** Adds an example of class {@code truth} that was put into class {@code choice}. */
  public void add(int truth, int choice) {
    truths[truth]++;
    choices[choice]++;
    hits[truth] += truth == choice ? 1 : 0;
  }

  /** The share of the examples that were put into their class; 0 without any. */
  public double accuracy() {
    return share(Arrays.stream(hits).sum(), Arrays.stream(truths).sum());
  }

  /**
   * F1 of the sums over all classes. With one class an example every wrong choice is one false
   * positive and one false negative, so that it equals the accuracy.
   */
  public double microF1() {
    long both = Arrays.stream(truths).sum() + Arrays.stream(choices).sum();
    return share(2 * Arrays.stream(hits).sum(), both);
  }

  /** The mean of the F1 of all classes, unweighted; a class that nowhere occurs counts as 0. */
  public double macroF1() {
    return IntStream.range(0, truths.length)
        .mapToDouble(c -> share(2 * hits[c], truths[c] + choices[c]))
        .average()
        .orElse(0);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
