package dev.heddle.jobs.run;

import java.util.Locale;

/** Where a run reports to, besides the console. */
public enum Reporter {
  /** {@code trainer_log.jsonl}; always written, since the results are made from it. */
  JSONL,
  /** {@code report.html}. */
  HTML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
