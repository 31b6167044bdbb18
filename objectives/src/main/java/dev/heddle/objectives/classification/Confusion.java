package dev.heddle.objectives.classification;

import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Sum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hits and errors by class. {@code F1 = 2 · hits / (2 · hits + false alarms + misses)}, 0 for a
 * class that neither occurs nor is predicted; macro is the mean over the classes, micro that of all
 * decisions together, which equals the accuracy where every sequence has one class.
 *
 * @param labels names of the classes
 * @param hits sequences of a class that were put into it
 * @param predicted sequences that were put into a class
 * @param actual sequences of a class
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call, never compared
record Confusion(List<String> labels, long[] hits, long[] predicted, long[] actual) {
  private static final String ACCURACY = "accuracy";
  private static final String RECALL = "recall/";
  private static final String SHARE = "predicted_share/";

  static Confusion of(List<String> labels, int[] right, long[] chosen) {
    int classes = labels.size();
    Confusion counts =
        new Confusion(labels, new long[classes], new long[classes], new long[classes]);
    for (int i = 0; i < right.length; i++) {
      int predicted = Math.toIntExact(chosen[i]);
      counts.actual[right[i]]++;
      counts.predicted[predicted]++;
      if (predicted == right[i]) {
        counts.hits[predicted]++;
      }
    }
    return counts;
  }

  /** As sums that can be added up over batches and workers. */
  Map<String, Sum> sums() {
    Map<String, Sum> sums = new LinkedHashMap<>();
    long all = sum(actual);
    sums.put(ACCURACY, new Sum(sum(hits), all));
    for (int label = 0; label < labels.size(); label++) {
      sums.put(RECALL + labels.get(label), new Sum(hits[label], actual[label]));
      sums.put(SHARE + labels.get(label), new Sum(predicted[label], all));
    }
    return sums;
  }

  /** What {@link #sums} was made from. */
  static Confusion of(List<String> labels, LossSums sums) {
    Confusion counts = of(labels, new int[0], new long[0]);
    for (int label = 0; label < labels.size(); label++) {
      Sum hits = sums.metrics().get(RECALL + labels.get(label));
      counts.hits[label] = (long) hits.total();
      counts.actual[label] = hits.count();
      counts.predicted[label] = (long) sums.metrics().get(SHARE + labels.get(label)).total();
    }
    return counts;
  }

  /** F1, by name. */
  Map<String, Double> scores() {
    double macro = 0;
    for (int label = 0; label < labels.size(); label++) {
      macro += f1(hits[label], predicted[label], actual[label]) / labels.size();
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("f1_macro", macro);
    scores.put("f1_micro", f1(sum(hits), sum(predicted), sum(actual)));
    return scores;
  }

  /** False alarms are {@code predicted - hits}, misses {@code actual - hits}. */
  private static double f1(long hits, long predicted, long actual) {
    return predicted + actual == 0 ? 0 : 2.0 * hits / (predicted + actual);
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }
}
