package dev.heddle.trainer.tracking.report;

import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.Prediction;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.StepLog;
import dev.heddle.trainer.tracking.Tracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up runs with the shape of real ones: a page to look at, and its awkward cases. */
final class SampleRuns {

  private static final String CONFIG =
      """
      run_name: quickstart
      output_dir: runs/quickstart
      dataset:
        path: target/corpus/**/*.java
        max_seq_length: 128
        val_size: 0.05
      tokenizer:
        vocab_size: 8000
      model:
        architecture: modernbert
        hidden_size: 128
        num_hidden_layers: 3
      objective:
        type: mlm
        mlm_probability: 0.15
      trainer:
        max_steps: 3000
        per_device_train_batch_size: 16
        learning_rate: 0.002
        lr_scheduler_type: cosine
        warmup_steps: 150
        seed: 42
      """;

  private SampleRuns() {}

  static void longRun(Tracker tracker, int steps) {
    Random random = new Random(5);
    tracker.started(start("quickstart", steps));
    for (int step = 1; step <= steps; step++) {
      double share = (double) step / steps;
      double loss = 4.05 + 4.9 * Math.exp(-9 * share) + 0.22 * random.nextGaussian();
      double norm = 0.55 + 2.2 * Math.exp(-30 * share) + 0.08 * Math.abs(random.nextGaussian());
      tracker.logged(step(step, steps, loss, random.nextInt(400) == 0 ? 4 : norm, random));
      if (step % (steps / 10) == 0) {
        tracker.evaluated(evaluation(step, 4.02 + 4.6 * Math.exp(-9 * share), share));
      }
    }
    tracker.finished(finished(steps, 4.6, RunFinished.FINISHED));
  }

  static void oneStep(Tracker tracker) {
    tracker.started(start("one-step", 1));
    tracker.logged(step(1, 1, 8.99, 3.1, new Random(1)));
    tracker.finished(finished(1, 8.99, RunFinished.FINISHED));
  }

  static void notFinite(Tracker tracker) {
    tracker.started(start("diverged", 200));
    Random random = new Random(2);
    for (int step = 1; step <= 12; step++) {
      tracker.logged(step(step, 200, step < 9 ? 9 + step * step : Double.NaN, 1e3 * step, random));
    }
    tracker.finished(
        finished(
            12, Double.NaN, "failed: loss is NaN at step 9; the batch is in failed-batch.json"));
  }

  static void hostile(Tracker tracker) {
    String attack =
        "</script><script>alert('x')</script><img src=x onerror=\"alert(1)\">&amp;\u0000";
    tracker.started(start(attack, 1, attack, Map.of(attack, attack)));
    tracker.evaluated(
        new EvaluationLog(
            1,
            1,
            Map.of("eval_loss", 1.0),
            List.of(
                new Prediction(attack, attack, attack, attack, 1),
                new Prediction(attack, attack, "{{config}}$1", attack, 1))));
    tracker.finished(finished(1, 1, "failed: " + attack));
  }

  private static RunStarted start(String name, long steps) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("heddle", "0.1.0-SNAPSHOT");
    environment.put("pytorch", "2.7.1 (CPU)");
    environment.put("djl", "0.35.1");
    environment.put("spark", "4.1.3, local[2]");
    environment.put("java", "17.0.13, Eclipse Adoptium");
    environment.put("system", "Linux 6.1 amd64, 2 cores, AVX-512");
    return start(name, steps, CONFIG, environment);
  }

  private static RunStarted start(
      String name, long steps, String config, Map<String, String> environment) {
    return new RunStarted(
        name,
        "file:///data/runs/quickstart-2026-01-01-120000",
        steps,
        2.5,
        19_200,
        16,
        16,
        1,
        1,
        1_612_416,
        1_612_416,
        0,
        config,
        environment);
  }

  private static StepLog step(int step, int steps, double loss, double norm, Random random) {
    double warm = Math.min(1, step / 150.0);
    double rate = 0.002 * warm * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    return new StepLog(
        step,
        steps,
        step * 2.5 / steps,
        loss,
        norm,
        rate,
        6300 + 250 * random.nextGaussian() - (random.nextInt(90) == 0 ? 2200 : 0),
        step * 2010L,
        step * 0.319,
        (steps - step) * 0.319,
        0.0004,
        0,
        0.319,
        0.02,
        1.18 + 0.06 * (1 - Math.exp(-step / 60.0)) + 0.004 * random.nextDouble(),
        Map.of());
  }

  private static EvaluationLog evaluation(int step, double loss, double share) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("eval_loss", loss);
    metrics.put("eval_masked_accuracy", 0.44 * (1 - Math.exp(-4 * share)));
    metrics.put("eval_unigram_entropy", 6.48);
    return new EvaluationLog(step, 2.5 * share, metrics, predictions());
  }

  private static List<Prediction> predictions() {
    return List.of(
        new Prediction(
            "  public ",
            "static",
            "static",
            " void main(String[] args) throws IOException {",
            0.93),
        new Prediction("    if (index < 0 || index >= ", "size", "length", ") {", 0.38),
        new Prediction(
            "   * @return {@code true} if this ",
            "collection",
            "list",
            " contains the element",
            0.27),
        new Prediction("      throw ", "new", "new", " IllegalArgumentException(message);", 0.99));
  }

  private static RunFinished finished(long steps, double loss, String status) {
    return new RunFinished(steps, steps * 2010, steps * 0.319, 6301, loss, Map.of(), status);
  }
}
