package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.RunFinished;
import java.util.Optional;

/**
 * How a run stands, in a word and a sign that does not depend on colour.
 *
 * @param style name for the style sheet
 * @param sign a single character
 * @param words for people, with the reason of a failure
 */
record RunStatus(String style, String sign, String words) {

  static RunStatus of(Optional<RunFinished> end) {
    String status = end.map(RunFinished::status).orElse("running");
    String style = status.split("[^a-z]", 2)[0];
    return switch (style) {
      case RunFinished.FINISHED -> new RunStatus(style, "✓", status);
      case RunFinished.INTERRUPTED -> new RunStatus(style, "◼", status);
      case "running" -> new RunStatus(style, "▶", status);
      default -> new RunStatus(RunFinished.FAILED, "✗", status);
    };
  }
}
