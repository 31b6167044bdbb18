package dev.heddle.trainer.tracking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events for tests, with values that are all different so that a mix-up shows. */
public final class SampleEvents {

  private SampleEvents() {}

  public static RunStarted started(long resumedFrom) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("heddle", "0.1.0");
    environment.put("java", "17.0.13");
    environment.put("cpu", "2 cores <fast>");
    return new RunStarted(
        "quickstart",
        "file:///runs/quickstart",
        3000,
        2.5,
        19_200,
        16,
        32,
        2,
        1,
        1_600_000,
        2_000_000,
        resumedFrom,
        "trainer:\n  learning_rate: 0.002\n",
        environment);
  }

  public static StepLog step(long step) {
    return step(step, 9.0 / step);
  }

  public static StepLog step(long step, double loss) {
    return new StepLog(
        step,
        3000,
        step / 1200.0,
        loss,
        0.5 + 0.1 / step,
        1e-3 / step,
        6300.25 + step,
        step * 2048,
        step * 0.325,
        (3000 - step) * 0.325,
        0.001,
        0.002,
        0.325,
        0.021,
        1.25,
        Map.of("perf/mfu", 0.38));
  }

  public static EvaluationLog evaluation(long step, double loss) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("eval_loss", loss);
    metrics.put("eval_masked_accuracy", 0.41);
    metrics.put("eval_unigram_entropy", 6.5);
    metrics.put("eval_runtime", 2.25);
    return new EvaluationLog(
        step,
        step / 1200.0,
        metrics,
        List.of(
            new Prediction("public ", "static", "static", " void main", 0.93),
            new Prediction("return ", "null", "this", ";", 0.31)));
  }

  public static CheckpointLog checkpoint(long step) {
    return new CheckpointLog(step, "file:///runs/quickstart/checkpoint-" + step, 0.75);
  }

  public static RunFinished finished(long steps) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("eval_loss", 4.5);
    return new RunFinished(
        steps, steps * 2048, steps * 0.325, 6301.5, 5.125, metrics, RunFinished.FINISHED);
  }
}
