package dev.heddle.trainer.tracking.report;

import dev.heddle.storage.Storage;
import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.Tracker;
import dev.heddle.trainer.tracking.files.TrainerLog;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * Writes {@code report.html} after every evaluation and at the end. The curves come from the
 * training log, so this tracker stands behind a {@code JsonlTracker} in a sequence.
 */
public final class ReportTracker implements Tracker {

  /** Name of the file in the output folder. */
  public static final String NAME = "report.html";

  private final Storage storage;
  private final URI outputDir;
  private final Clock clock;
  private RunStarted start;
  private EvaluationLog samples;

  /**
   * @param outputDir folder of the run
   */
  public ReportTracker(Storage storage, URI outputDir) {
    this(storage, outputDir, Clock.systemUTC());
  }

  ReportTracker(Storage storage, URI outputDir, Clock clock) {
    this.storage = storage;
    this.outputDir = outputDir;
    this.clock = clock;
  }

  @Override
  public void started(RunStarted event) {
    start = event;
  }

  @Override
  public void evaluated(EvaluationLog event) {
    samples = event;
    write(Optional.empty());
  }

  @Override
  public void finished(RunFinished event) {
    write(Optional.of(event));
  }

  @Override
  public void close() {
    // Every page is complete when it is written.
  }

  private void write(Optional<RunFinished> end) {
    if (start == null) {
      return;
    }
    RunCurves curves = RunCurves.of(new TrainerLog(storage, outputDir));
    ReportPage page =
        new ReportPage(start, curves, Optional.ofNullable(samples), end, clock.instant());
    storage.replace(
        Storage.below(outputDir, NAME), page.html().markup().getBytes(StandardCharsets.UTF_8));
  }
}
