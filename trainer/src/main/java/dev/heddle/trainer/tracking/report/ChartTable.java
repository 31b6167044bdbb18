package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.Figures;
import java.util.ArrayList;
import java.util.List;

/** The numbers behind a chart, few enough to be read. */
final class ChartTable {

  private static final int MOST_ROWS = 32;

  private ChartTable() {}

  static Html of(Chart chart) {
    return Html.joined(chart.drawn().stream().map(curve -> table(chart, curve)).toList());
  }

  private static Html table(Chart chart, Series curve) {
    List<Bucket> buckets = curve.buckets();
    int stride = (buckets.size() + MOST_ROWS - 1) / MOST_ROWS;
    List<Html> rows = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i += stride) {
      rows.add(row(merged(buckets.subList(i, Math.min(i + stride, buckets.size())))));
    }
    return Template.fragment("table")
        .with("name", curve.name())
        .with("unit", chart.unit())
        .with("rows", Html.joined(rows))
        .html();
  }

  private static Bucket merged(List<Bucket> buckets) {
    return buckets.stream().reduce(Bucket::with).orElseThrow();
  }

  private static Html row(Bucket bucket) {
    return Template.fragment("tablerow")
        .with("step", Figures.whole(Math.round(bucket.x())))
        .with("mean", Figures.number(bucket.mean()))
        .with("low", Figures.number(bucket.low()))
        .with("high", Figures.number(bucket.high()))
        .html();
  }
}
