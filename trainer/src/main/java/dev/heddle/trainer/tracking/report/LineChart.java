package dev.heddle.trainer.tracking.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a chart as SVG: a line through the means of the buckets, and behind it a band from their
 * smallest to their largest values.
 */
final class LineChart {

  /** Curves with fewer points show each of them. */
  private static final int FEW = 24;

  private final Chart chart;
  private final Plane plane;

  LineChart(Chart chart, int width, int height) {
    this.chart = chart;
    this.plane = Plane.of(chart, width, height);
  }

  /**
   * The drawing.
   *
   * @param suffix tells drawings of the same chart apart
   */
  Html svg(String suffix) {
    return Template.fragment("svg")
        .with("id", chart.id() + suffix)
        .with("plane", plane.attribute())
        .with("width", plane.width())
        .with("height", plane.height())
        .with("title", chart.title())
        .with("description", new ChartWords(chart).description())
        .with("unit", chart.unit())
        .with("left", plane.left())
        .with("right", plane.right())
        .with("bottom", plane.bottom())
        .with("rows", rows())
        .with("columns", columns())
        .with("reference", reference())
        .with("curves", curves())
        .html();
  }

  private Html rows() {
    List<Html> rows = new ArrayList<>();
    for (double value : plane.vertical().values()) {
      rows.add(
          Template.fragment("row")
              .with("left", plane.left())
              .with("right", plane.right())
              .with("y", Plane.number(plane.y(value)))
              .with("label", plane.vertical().label(value))
              .html());
    }
    return Html.joined(rows);
  }

  private Html columns() {
    List<Html> columns = new ArrayList<>();
    for (double step : plane.horizontal().values()) {
      // The drawing ends with the last step, which the last tick may lie behind.
      if (step <= plane.endOfSteps() * 1.0001) {
        columns.add(
            Template.fragment("column")
                .with("x", Plane.number(plane.x(step)))
                .with("bottom", plane.bottom())
                .with("label", plane.horizontal().label(step))
                .html());
      }
    }
    return Html.joined(columns);
  }

  private Html reference() {
    if (chart.reference().isEmpty()) {
      return Html.NONE;
    }
    return Template.fragment("reference")
        .with("left", plane.left())
        .with("right", plane.right())
        .with("y", Plane.number(plane.y(chart.reference().getAsDouble())))
        .html();
  }

  private Html curves() {
    List<Html> parts = new ArrayList<>();
    for (int i = 0; i < chart.curves().size(); i++) {
      Series curve = chart.curves().get(i);
      if (!curve.isEmpty()) {
        parts.add(curve(curve.buckets(), i == 0 ? "first" : "second"));
      }
    }
    return Html.joined(parts);
  }

  private Html curve(List<Bucket> buckets, String style) {
    return Template.fragment("curve")
        .with("style", style)
        .with("band", buckets.stream().anyMatch(bucket -> bucket.count() > 1) ? band(buckets) : "")
        .with("line", line(buckets))
        .with("dots", buckets.size() < FEW ? dots(buckets, style) : Html.NONE)
        .html();
  }

  private String line(List<Bucket> buckets) {
    return buckets.stream()
        .map(bucket -> point(bucket.x(), bucket.mean()))
        .collect(Collectors.joining("L", "M", ""));
  }

  private String band(List<Bucket> buckets) {
    List<String> points = new ArrayList<>();
    for (Bucket bucket : buckets) {
      points.add(point(bucket.x(), bucket.high()));
    }
    for (int i = buckets.size() - 1; i >= 0; i--) {
      points.add(point(buckets.get(i).x(), buckets.get(i).low()));
    }
    return "M" + String.join("L", points) + "Z";
  }

  private Html dots(List<Bucket> buckets, String style) {
    List<Html> dots = new ArrayList<>();
    for (Bucket bucket : buckets) {
      dots.add(
          Template.fragment("dot")
              .with("style", style)
              .with("x", Plane.number(plane.x(bucket.x())))
              .with("y", Plane.number(plane.y(bucket.mean())))
              .html());
    }
    return Html.joined(dots);
  }

  private String point(double step, double value) {
    return Plane.number(plane.x(step)) + " " + Plane.number(plane.y(value));
  }
}
