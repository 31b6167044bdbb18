package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.Figures;
import dev.heddle.trainer.tracking.RunStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shape of the run, and the machine and versions it ran on. */
final class EnvironmentTable {

  private EnvironmentTable() {}

  static Html of(RunStarted start) {
    List<Html> rows = new ArrayList<>();
    rows.add(row("training samples", Figures.whole(start.trainSamples())));
    rows.add(row("epochs", Figures.number(start.epochs())));
    rows.add(row("batch per device", Figures.whole(start.batchPerDevice())));
    rows.add(row("gradient accumulation", Figures.whole(start.accumulation())));
    rows.add(row("total batch", Figures.whole(start.totalBatch())));
    rows.add(row("workers", Figures.whole(start.worldSize())));
    rows.add(row("trainable parameters", Figures.whole(start.trainableParameters())));
    rows.add(row("all parameters", Figures.whole(start.allParameters())));
    for (Map.Entry<String, String> entry : start.environment().entrySet()) {
      rows.add(row(entry.getKey(), entry.getValue()));
    }
    return Html.joined(rows);
  }

  private static Html row(String name, String value) {
    return Template.fragment("environmentrow").with("name", name).with("value", value).html();
  }
}
