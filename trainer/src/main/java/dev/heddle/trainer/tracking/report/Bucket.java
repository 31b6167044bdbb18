package dev.heddle.trainer.tracking.report;

/**
 * Neighbouring points of a curve, drawn as one.
 *
 * @param x mean of the steps
 * @param mean mean of the values
 * @param low smallest value
 * @param high largest value
 * @param count points in it
 */
record Bucket(double x, double mean, double low, double high, long count) {

  static Bucket of(double x, double y) {
    return new Bucket(x, y, y, y, 1);
  }

  Bucket with(Bucket other) {
    long both = count + other.count;
    double share = (double) other.count / both;
    return new Bucket(
        x + (other.x - x) * share,
        mean + (other.mean - mean) * share,
        Math.min(low, other.low),
        Math.max(high, other.high),
        both);
  }
}
