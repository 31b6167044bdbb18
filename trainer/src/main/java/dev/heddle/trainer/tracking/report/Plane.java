package dev.heddle.trainer.tracking.report;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The drawing area of a chart: from steps and values to places in the picture.
 *
 * @param width of the picture, in its own units
 * @param height of the picture
 * @param horizontal ticks of the steps
 * @param vertical ticks of the values
 * @param endOfSteps where the drawing ends on the right
 */
record Plane(int width, int height, NiceTicks horizontal, NiceTicks vertical, double endOfSteps) {

  // Room for labels in the larger letters that narrow screens get.
  private static final int LEFT = 64;
  private static final int RIGHT = 18;
  private static final int TOP = 28;
  private static final int BOTTOM = 34;

  static Plane of(Chart chart, int width, int height) {
    double end = chart.curves().stream().mapToDouble(Series::lastStep).max().orElse(1);
    double low = values(chart).min().orElse(0);
    double high = values(chart).max().orElse(1);
    if (chart.base() == Chart.Base.ZERO) {
      low = Math.min(0, low);
      high = high == low ? low + 1 : high;
    }
    int columns = width > 600 ? 8 : 5;
    return new Plane(
        width,
        height,
        NiceTicks.around(0, Math.max(1, end), columns),
        NiceTicks.around(low, high, 5),
        Math.max(1, end));
  }

  int left() {
    return LEFT;
  }

  int right() {
    return width - RIGHT;
  }

  int top() {
    return TOP;
  }

  int bottom() {
    return height - BOTTOM;
  }

  double x(double step) {
    return LEFT + step / endOfSteps * (right() - LEFT);
  }

  double y(double value) {
    double share = (value - vertical.low()) / (vertical.high() - vertical.low());
    return bottom() - share * (bottom() - TOP);
  }

  /** The edges and what they stand for, from which the page's script reads values off. */
  String attribute() {
    return String.join(
        " ",
        String.valueOf(left()),
        String.valueOf(right()),
        String.valueOf(top()),
        String.valueOf(bottom()),
        String.valueOf(vertical.low()),
        String.valueOf(vertical.high()),
        String.valueOf(endOfSteps));
  }

  static String number(double place) {
    return String.format(Locale.ROOT, "%.1f", place);
  }

  private static DoubleStream values(Chart chart) {
    DoubleStream curves =
        chart.drawn().stream()
            .flatMap(curve -> curve.buckets().stream())
            .flatMapToDouble(bucket -> DoubleStream.of(bucket.low(), bucket.high()));
    return DoubleStream.concat(curves, chart.reference().stream());
  }
}
