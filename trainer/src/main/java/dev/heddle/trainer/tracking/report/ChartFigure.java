package dev.heddle.trainer.tracking.report;

import java.util.ArrayList;
import java.util.List;

/** A chart with its heading, legend, warnings and table. */
final class ChartFigure {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 270;
  private static final int LARGE_WIDTH = 1000;
  private static final int LARGE_HEIGHT = 380;

  private ChartFigure() {}

  /** As wide as a column. */
  static Html small(Chart chart) {
    return figure(chart, "small", new LineChart(chart, WIDTH, HEIGHT).svg(""));
  }

  /** As wide as the page; narrow screens get a drawing made for their width. */
  static Html large(Chart chart) {
    Html drawings =
        Template.fragment("twowidths")
            .with("wide", new LineChart(chart, LARGE_WIDTH, LARGE_HEIGHT).svg("-wide"))
            .with("narrow", new LineChart(chart, WIDTH, HEIGHT + 40).svg("-narrow"))
            .html();
    return figure(chart, "large", drawings);
  }

  private static Html figure(Chart chart, String size, Html drawing) {
    String warning = new ChartWords(chart).notFinite();
    return Template.fragment("figure")
        .with("id", chart.id())
        .with("size", size)
        .with("title", chart.title())
        .with("unit", chart.unit())
        .with("legend", legend(chart))
        .with("drawing", chart.isEmpty() ? Template.fragment("nothing").html() : drawing)
        .with("warning", warning.isEmpty() ? Html.NONE : warning(warning))
        .with("table", chart.isEmpty() ? Html.NONE : table(chart))
        .html();
  }

  private static Html warning(String text) {
    return Template.fragment("warning").with("text", text).html();
  }

  private static Html table(Chart chart) {
    return Template.fragment("data").with("tables", ChartTable.of(chart)).html();
  }

  private static Html legend(Chart chart) {
    if (chart.curves().size() < 2) {
      return Html.NONE;
    }
    List<Html> entries = new ArrayList<>();
    for (int i = 0; i < chart.curves().size(); i++) {
      if (!chart.curves().get(i).isEmpty()) {
        entries.add(entry(i == 0 ? "first" : "second", chart.curves().get(i).name()));
      }
    }
    chart.reference().ifPresent(level -> entries.add(entry("level", chart.referenceName())));
    return Template.fragment("legend").with("entries", Html.joined(entries)).html();
  }

  private static Html entry(String style, String name) {
    return Template.fragment("legendentry").with("style", style).with("name", name).html();
  }
}
