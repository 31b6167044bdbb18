package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The whole page.
 *
 * @param start of the run
 * @param curves from its log
 * @param samples of the newest evaluation, if there was one in this process
 * @param end of the run, unless it goes on
 * @param written when the page was made
 */
record ReportPage(
    RunStarted start,
    RunCurves curves,
    Optional<EvaluationLog> samples,
    Optional<RunFinished> end,
    Instant written) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  Html html() {
    RunStatus status = RunStatus.of(end);
    return Template.page("page.html")
        .with("name", start.runName())
        .with("style", Template.verbatim("style.css"))
        .with("script", Template.verbatim("script.js"))
        .with("state", status.style())
        .with("sign", status.sign())
        .with("status", status.words())
        .with("output", start.outputDir())
        .with("written", TIME.format(written))
        .with("figures", new KeyFigures(start, curves, end).html())
        .with("charts", charts())
        .with("samples", samples.map(SamplePredictions::of).orElseGet(SamplePredictions::none))
        .with("config", start.resolvedConfig())
        .with("environment", EnvironmentTable.of(start))
        .html();
  }

  private Html charts() {
    return Html.joined(
        List.of(
            ChartFigure.large(loss()),
            small("rate", "Learning rate", "per step", "lr"),
            small("norm", "Gradient norm", "before clipping", "grad_norm"),
            small("speed", "Throughput", "tokens per second", "throughput"),
            small("memory", "Memory", "GiB, rank 0", "memory/resident_gib"),
            small(
                "time", "Time of a step", "seconds", "perf/step_seconds", "perf/data_wait_seconds"),
            accuracy()));
  }

  private Chart loss() {
    return new Chart(
            "loss",
            "Loss",
            "nats per scored token",
            Chart.Base.DATA,
            curves.curve("loss"),
            curves.curve("eval_loss"))
        .against(curves.evaluation("eval_unigram_entropy"), "Unigram entropy");
  }

  private Html accuracy() {
    return curves.curve("eval_masked_accuracy").isEmpty()
        ? Html.NONE
        : small("accuracy", "Masked accuracy", "share of masked tokens", "eval_masked_accuracy");
  }

  private Html small(String id, String title, String unit, String... keys) {
    Series[] drawn = Arrays.stream(keys).map(curves::curve).toArray(Series[]::new);
    return ChartFigure.small(new Chart(id, title, unit, Chart.Base.ZERO, drawn));
  }
}
