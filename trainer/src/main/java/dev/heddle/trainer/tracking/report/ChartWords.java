package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.Figures;
import java.util.ArrayList;
import java.util.List;

/** What a chart says, for those who do not see it. */
final class ChartWords {

  private final Chart chart;

  ChartWords(Chart chart) {
    this.chart = chart;
  }

  /** One sentence a curve: where it begins, where it ends, and its extremes. */
  String description() {
    List<String> sentences = new ArrayList<>();
    chart.drawn().forEach(curve -> sentences.add(sentence(curve)));
    chart
        .reference()
        .ifPresent(
            level -> sentences.add("%s: %s.".formatted(chart.referenceName(), number(level))));
    return String.join(" ", sentences);
  }

  /** A warning of values that cannot be drawn; empty if all can. */
  String notFinite() {
    List<String> sentences = new ArrayList<>();
    for (Series curve : chart.curves()) {
      if (curve.notFinite() > 0) {
        sentences.add(
            "%s: %s not finite (NaN or infinite), first at step %s."
                .formatted(
                    curve.name(),
                    curve.notFinite() == 1 ? "1 value is" : curve.notFinite() + " values are",
                    Figures.whole(Math.round(curve.firstNotFinite()))));
      }
    }
    return String.join(" ", sentences);
  }

  private String sentence(Series curve) {
    List<Bucket> buckets = curve.buckets();
    Bucket first = buckets.get(0);
    Bucket last = curve.last().orElseThrow();
    double low = buckets.stream().mapToDouble(Bucket::low).min().orElseThrow();
    double high = buckets.stream().mapToDouble(Bucket::high).max().orElseThrow();
    return "%s: from %s at step %s to %s at step %s; lowest %s, highest %s."
        .formatted(
            curve.name(),
            number(first.mean()),
            step(first),
            number(last.mean()),
            step(last),
            number(low),
            number(high));
  }

  private static String step(Bucket bucket) {
    return Figures.whole(Math.round(bucket.x()));
  }

  private String number(double value) {
    return Math.abs(value) >= 10_000 ? Figures.compact(value) : Figures.number(value);
  }
}
