package dev.heddle.trainer.tracking.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One curve in bounded memory. Points fill buckets; when there are too many, neighbours are merged
 * pairwise, which keeps the smallest and the largest value of each. A value that is not finite is
 * counted and left out.
 */
final class Series {

  /** About as many as a screen has columns for a curve. */
  static final int MOST_BUCKETS = 480;

  private final String name;
  private final List<Bucket> buckets = new ArrayList<>();
  private long pointsEach = 1;
  private long notFinite;
  private double firstNotFinite;
  private Bucket last;
  private double lastStep;

  Series(String name) {
    this.name = name;
  }

  void add(double x, double y) {
    lastStep = Math.max(lastStep, x);
    if (!Double.isFinite(y)) {
      firstNotFinite = notFinite == 0 ? x : firstNotFinite;
      notFinite++;
      return;
    }
    last = Bucket.of(x, y);
    int top = buckets.size() - 1;
    if (top >= 0 && buckets.get(top).count() < pointsEach) {
      buckets.set(top, buckets.get(top).with(Bucket.of(x, y)));
      return;
    }
    if (buckets.size() == MOST_BUCKETS) {
      mergePairs();
    }
    buckets.add(Bucket.of(x, y));
  }

  String name() {
    return name;
  }

  List<Bucket> buckets() {
    return List.copyOf(buckets);
  }

  boolean isEmpty() {
    return buckets.isEmpty();
  }

  /** The newest point, unless there is none. */
  Optional<Bucket> last() {
    return Optional.ofNullable(last);
  }

  /** The last step there was a value for, finite or not. */
  double lastStep() {
    return lastStep;
  }

  /** Values that were NaN or infinite. */
  long notFinite() {
    return notFinite;
  }

  /** Where the first of {@link #notFinite()} was. */
  double firstNotFinite() {
    return firstNotFinite;
  }

  private void mergePairs() {
    List<Bucket> merged = new ArrayList<>(MOST_BUCKETS);
    for (int i = 0; i + 1 < buckets.size(); i += 2) {
      merged.add(buckets.get(i).with(buckets.get(i + 1)));
    }
    buckets.clear();
    buckets.addAll(merged);
    pointsEach *= 2;
  }
}
