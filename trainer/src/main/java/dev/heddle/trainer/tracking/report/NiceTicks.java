package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Ticks of an axis at multiples of 1, 2 or 5 times a power of ten, after Heckbert, "Nice Numbers
 * for Graph Labels", Graphics Gems, 1990.
 *
 * @param low first tick
 * @param step distance of two ticks
 * @param count number of ticks, at least 2
 */
record NiceTicks(double low, double step, int count) {

  /** Ticks that enclose {@code low} to {@code high}, about {@code wanted} of them. */
  static NiceTicks around(double low, double high, int wanted) {
    double from = low;
    double to = high;
    if (from == to) {
      double margin = from == 0 ? 1 : Math.abs(from) * 0.1;
      from -= margin;
      to += margin;
    }
    double step = niceStep((to - from) / Math.max(1, wanted - 1));
    // A value that is a tick up to rounding does not need another tick beyond it.
    double first = Math.floor(from / step + 1e-9);
    double last = Math.ceil(to / step - 1e-9);
    return new NiceTicks(first * step, step, (int) Math.max(2, last - first + 1));
  }

  double high() {
    return low + step * (count - 1);
  }

  List<Double> values() {
    List<Double> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(low + i * step);
    }
    return values;
  }

  /** The label of a tick: all of an axis with the same number of decimals. */
  String label(double value) {
    if (Math.abs(value) < step / 2) {
      return "0";
    }
    double largest = Math.max(Math.abs(low), Math.abs(high()));
    if (largest >= 10_000) {
      return Figures.compact(value);
    }
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    if (decimals > 4) {
      return Figures.scientific(value);
    }
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static double niceStep(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double fraction = rough / power;
    double nice = fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10;
    return nice * power;
  }
}
