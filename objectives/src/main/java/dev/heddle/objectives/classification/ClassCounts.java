package dev.heddle.objectives.classification;

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
    this(new long[classes], new long[classes], new long[classes]);
  }

  private ClassCounts(long[] truths, long[] choices, long[] hits) {
    this.truths = truths;
    this.choices = choices;
    this.hits = hits;
  }

  /**
   * Counts that were taken elsewhere, each by class.
   *
   * @param truths examples of the class
   * @param choices examples that were put into it
   * @param hits examples of the class that were put into it
   */
  public static ClassCounts of(long[] truths, long[] choices, long[] hits) {
    return new ClassCounts(truths.clone(), choices.clone(), hits.clone());
  }

  /** Adds an example of class {@code truth} that was put into class {@code choice}. */
  public void add(int truth, int choice) {
    truths[truth]++;
    choices[choice]++;
    hits[truth] += truth == choice ? 1 : 0;
  }

  /** How many examples are of a class. */
  public long truths(int index) {
    return truths[index];
  }

  /** How many examples were put into a class. */
  public long choices(int index) {
    return choices[index];
  }

  /** How many examples of a class were put into it. */
  public long hits(int index) {
    return hits[index];
  }

  /** How many examples there are. */
  public long examples() {
    return Arrays.stream(truths).sum();
  }

  /** How many examples were put into their class. */
  public long hits() {
    return Arrays.stream(hits).sum();
  }

  /** The share of the examples that were put into their class; 0 without any. */
  public double accuracy() {
    return share(hits(), examples());
  }

  /**
   * F1 of the sums over all classes. With one class an example every wrong choice is one false
   * positive and one false negative, so that it equals the accuracy.
   */
  public double microF1() {
    return share(2 * hits(), examples() + Arrays.stream(choices).sum());
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
