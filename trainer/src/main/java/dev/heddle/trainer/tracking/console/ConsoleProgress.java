package dev.heddle.trainer.tracking.console;

import dev.heddle.trainer.tracking.CheckpointLog;
import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.Figures;
import dev.heddle.trainer.tracking.Prediction;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.StepLog;
import dev.heddle.trainer.tracking.Tracker;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells a person how a run goes: on a terminal with a bar that changes in place, elsewhere with one
 * plain line a logging step. Evaluations, checkpoints and filled-in masks are lines in both.
 */
public final class ConsoleProgress implements Tracker {

  private static final long REDRAW_NANOS = 200_000_000;

  private final Optional<Terminal> terminal;
  private final StatusLine status;
  private final Glyphs glyphs;
  private final LongSupplier nanoTime;
  private final Runnable restore;
  private List<Prediction> samples = List.of();
  private long lastDrawn;
  private boolean drawn;

  ConsoleProgress(
      Optional<Terminal> terminal,
      StatusLine status,
      Glyphs glyphs,
      LongSupplier nanoTime,
      Runnable restore) {
    this.terminal = terminal;
    this.status = status;
    this.glyphs = glyphs;
    this.nanoTime = nanoTime;
    this.restore = restore;
  }

  /**
   * Progress on standard error. On a terminal {@link System#err} is replaced until {@link
   * #close()}, so that log lines appear above the bar; a logger must look up {@code System.err}
   * each time (Log4j: {@code follow="true"}).
   */
  public static ConsoleProgress onStandardError() {
    PrintStream before = System.err;
    StatusLine status = new StatusLine(before);
    Optional<Terminal> terminal = Terminal.ofStandardError();
    if (terminal.isPresent()) {
      System.setErr(GuardedError.above(status));
    }
    return new ConsoleProgress(
        terminal, status, Glyphs.ofStandardError(), System::nanoTime, () -> System.setErr(before));
  }

  @Override
  public void started(RunStarted event) {
    Opening.lines(event).forEach(this::line);
  }

  @Override
  public void logged(StepLog event) {
    if (terminal.isEmpty()) {
      line(ProgressText.plain(event));
    } else if (isDue() || event.step() == event.totalSteps()) {
      status.show(ProgressText.bar(event, terminal.get().columns(), glyphs));
    }
  }

  @Override
  public void evaluated(EvaluationLog event) {
    samples = event.samples();
    String metrics =
        event.metrics().entrySet().stream()
            .map(entry -> entry.getKey() + " " + Figures.number(entry.getValue()))
            .collect(Collectors.joining(" "));
    line("evaluation at step " + event.step() + ": " + metrics);
  }

  @Override
  public void checkpointed(CheckpointLog event) {
    line(
        "checkpoint at step %d: %s (%s)"
            .formatted(event.step(), event.path(), Figures.duration(event.seconds())));
  }

  @Override
  public void finished(RunFinished event) {
    status.clear();
    samples.forEach(sample -> line(filledIn(sample)));
    line(
        "%s after %d steps, %s tokens in %s (%s tok/s), train_loss %s"
            .formatted(
                event.status(),
                event.steps(),
                Figures.compact((double) event.tokens()),
                Figures.duration(event.seconds()),
                Figures.compact(event.tokensPerSecond()),
                Figures.number(event.trainLoss())));
  }

  @Override
  public void close() {
    if (terminal.isPresent()) {
      status.clear();
      restore.run();
    }
  }

  private void line(String text) {
    status.println(text);
  }

  private String filledIn(Prediction sample) {
    String verdict =
        sample.hits() ? glyphs.right : glyphs.wrong + " truth: " + Visible.text(sample.truth());
    return "  %s%s%s%s%s  %s %s"
        .formatted(
            Visible.text(sample.before()),
            glyphs.open,
            Visible.text(sample.predicted()),
            glyphs.close,
            Visible.text(sample.after()),
            Figures.percent(sample.probability()),
            verdict);
  }

  private boolean isDue() {
    long now = nanoTime.getAsLong();
    if (drawn && now - lastDrawn < REDRAW_NANOS) {
      return false;
    }
    drawn = true;
    lastDrawn = now;
    return true;
  }
}
