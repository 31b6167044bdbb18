package dev.heddle.trainer.tracking.console;

import dev.heddle.trainer.tracking.Figures;
import dev.heddle.trainer.tracking.StepLog;

/** The words of a step. */
final class ProgressText {

  private static final int LEAST_BAR = 10;
  private static final int MOST_BAR = 40;

  private ProgressText() {}

  /** One line for logs: {@code step 120/5000 loss 2.31 lr 1.9e-4 … eta 1h12m}. */
  static String plain(StepLog event) {
    Double utilization = event.metrics().get("perf/mfu");
    return "step "
        + event.step()
        + "/"
        + event.totalSteps()
        + " loss "
        + Figures.number(event.loss())
        + " lr "
        + Figures.scientific(event.learningRate())
        + " grad_norm "
        + Figures.number(event.gradNorm())
        + " tok/s "
        + Figures.compact(event.tokensPerSecond())
        + (utilization == null ? "" : " mfu " + Figures.number(utilization))
        + " mem "
        + memory(event)
        + " eta "
        + Figures.duration(event.remainingSeconds());
  }

  /**
   * The bar with its numbers in less than {@code columns} characters. What does not fit is left out
   * from the right.
   */
  static String bar(StepLog event, int columns, Glyphs glyphs) {
    String head = percentage(event) + "% ";
    String[] parts = {
      " " + event.step() + "/" + event.totalSteps(),
      "  loss " + Figures.number(event.loss()),
      "  " + Figures.compact(event.tokensPerSecond()) + " tok/s",
      "  eta " + Figures.duration(event.remainingSeconds()),
      "  mem " + memory(event)
    };
    StringBuilder tail = new StringBuilder();
    for (String part : parts) {
      if (head.length() + LEAST_BAR + tail.length() + part.length() < columns) {
        tail.append(part);
      }
    }
    int width = Math.min(MOST_BAR, columns - 1 - head.length() - tail.length());
    return width < 1 ? "" : head + drawn(event, width, glyphs) + tail;
  }

  private static String drawn(StepLog event, int width, Glyphs glyphs) {
    int full = (int) Math.min(width, width * event.step() / Math.max(1, event.totalSteps()));
    return glyphs.full.repeat(full) + glyphs.empty.repeat(width - full);
  }

  private static String percentage(StepLog event) {
    long share = 100 * event.step() / Math.max(1, event.totalSteps());
    return " ".repeat(Math.max(0, 3 - Long.toString(share).length())) + share;
  }

  private static String memory(StepLog event) {
    return Figures.compact(event.residentGib()) + "G";
  }
}
