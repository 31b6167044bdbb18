package dev.heddle.objectives.classification;

import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Sum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of classes under their names, on the way through sums that add up over batches and
 * workers.
 *
 * @param labels names of the classes
 */
record NamedCounts(List<String> labels, ClassCounts counts) {
  private static final String ACCURACY = "accuracy";
  private static final String RECALL = "recall/";
  private static final String SHARE = "predicted_share/";

  /** Counts at zero. */
  static NamedCounts none(List<String> labels) {
    return new NamedCounts(labels, new ClassCounts(labels.size()));
  }

  /** Those of some decisions. */
  static NamedCounts of(List<String> labels, int[] right, long[] chosen) {
    NamedCounts named = none(labels);
    for (int i = 0; i < right.length; i++) {
      named.counts.add(right[i], Math.toIntExact(chosen[i]));
    }
    return named;
  }

  /** As sums that can be added up over batches and workers. */
  Map<String, Sum> sums() {
    Map<String, Sum> sums = new LinkedHashMap<>();
    long all = counts.examples();
    sums.put(ACCURACY, new Sum(counts.hits(), all));
    for (int label = 0; label < labels.size(); label++) {
      sums.put(RECALL + labels.get(label), new Sum(counts.hits(label), counts.truths(label)));
      sums.put(SHARE + labels.get(label), new Sum(counts.choices(label), all));
    }
    return sums;
  }

  /** What {@link #sums} was made from. */
  static NamedCounts of(List<String> labels, LossSums sums) {
    int classes = labels.size();
    long[] truths = new long[classes];
    long[] choices = new long[classes];
    long[] hits = new long[classes];
    for (int label = 0; label < classes; label++) {
      Sum recall = sums.metrics().get(RECALL + labels.get(label));
      hits[label] = (long) recall.total();
      truths[label] = recall.count();
      choices[label] = (long) sums.metrics().get(SHARE + labels.get(label)).total();
    }
    return new NamedCounts(labels, ClassCounts.of(truths, choices, hits));
  }

  /** F1, by name. */
  Map<String, Double> scores() {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("f1_macro", counts.macroF1());
    scores.put("f1_micro", counts.microF1());
    return scores;
  }
}
