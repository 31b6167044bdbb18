package dev.heddle.trainer.tracking.console;

import dev.heddle.trainer.tracking.Figures;
import dev.heddle.trainer.tracking.RunStarted;
import java.util.ArrayList;
import java.util.List;

/** The first lines of a run: where its output is, then what Hugging Face's trainer prints. */
final class Opening {

  private Opening() {}

  static List<String> lines(RunStarted event) {
    String separator = event.outputDir().endsWith("/") ? "" : "/";
    List<String> lines = new ArrayList<>();
    lines.add("Output: " + event.outputDir());
    lines.add("Report: " + event.outputDir() + separator + "report.html");
    lines.add("***** Running training: " + event.runName() + " *****");
    lines.add("  Num examples = " + Figures.whole(event.trainSamples()));
    lines.add("  Num epochs = " + Figures.number(event.epochs()));
    lines.add("  Instantaneous batch size per device = " + Figures.whole(event.batchPerDevice()));
    lines.add(
        "  Total train batch size (w. parallel, distributed & accumulation) = "
            + Figures.whole(event.totalBatch()));
    lines.add("  Gradient accumulation steps = " + event.accumulation());
    lines.add("  Workers = " + event.worldSize());
    lines.add("  Total optimization steps = " + Figures.whole(event.totalSteps()));
    lines.add("  Number of trainable parameters = " + parameters(event));
    if (event.resumedFrom() > 0) {
      lines.add("  Continuing from step " + Figures.whole(event.resumedFrom()));
    }
    return lines;
  }

  private static String parameters(RunStarted event) {
    return Figures.whole(event.trainableParameters())
        + " of "
        + Figures.whole(event.allParameters())
        + " ("
        + Figures.percent((double) event.trainableParameters() / event.allParameters())
        + ")";
  }
}
