package dev.heddle.trainer.loop;

import dev.heddle.models.Model;
import dev.heddle.models.layers.Parameter;
import dev.heddle.objectives.LossSums;
import dev.heddle.trainer.tracking.CheckpointLog;
import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.StepLog;
import dev.heddle.trainer.tracking.TrackingEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what happens, on rank 0; silent on the others. For one thread. */
final class RunReport {

  private final WorkerContext context;
  private final RunPlan plan;
  private final StepMeter meter;
  private long stepsHere;
  private Map<String, Double> evaluation = Map.of();

  RunReport(WorkerContext context, RunPlan plan, StepMeter meter) {
    this.context = context;
    this.plan = plan;
    this.meter = meter;
  }

  /** Before the first step of this start. */
  void started(Model model, Progress progress) {
    send(
        new RunStarted(
            context.run().name(),
            context.run().outputDir().toString(),
            plan.totalSteps(),
            plan.epochs(plan.totalSteps()),
            plan.samples(),
            context.trainer().perDeviceTrainBatchSize(),
            plan.totalBatch(),
            context.trainer().gradientAccumulationSteps(),
            plan.workers(),
            model.parameters().stream()
                .filter(Parameter::isTrainable)
                .mapToLong(Parameter::size)
                .sum(),
            model.parameters().stream().mapToLong(Parameter::size).sum(),
            progress.step(),
            context.run().resolvedConfig(),
            context.run().environment()));
  }

  /** After every step of this start. */
  void stepped() {
    stepsHere++;
  }

  /** After the steps of a window; the window starts anew. */
  void logged(Progress progress, double gradientNorm, double rate) {
    LossSums window = progress.window();
    Map<String, Double> metrics = new LinkedHashMap<>();
    window.metrics().forEach((name, sum) -> metrics.put("objective/" + name, sum.mean()));
    double elapsed = progress.seconds() + meter.elapsedSeconds();
    send(
        new StepLog(
            progress.step(),
            plan.totalSteps(),
            plan.epochs(progress.step()),
            window.loss(),
            gradientNorm,
            rate,
            meter.tokensPerSecond(),
            progress.tokens(),
            elapsed,
            remainingSeconds(progress.step()),
            meter.waitPerStep(),
            meter.exchangePerStep(),
            meter.secondsPerStep(),
            plan.padding(meter.tokensPerStep()),
            ResidentMemory.gibibytes(),
            metrics));
    meter.reset();
  }

  /** After an evaluation. */
  void evaluated(EvaluationLog log) {
    evaluation = log.metrics();
    send(log);
  }

  /** After a checkpoint was published. */
  void checkpointed(CheckpointLog log) {
    send(log);
  }

  /** The numbers of the last evaluation of this start. */
  Map<String, Double> evaluation() {
    return evaluation;
  }

  /** At the end, whether the steps are all done or the run was asked to stop. */
  void finished(Progress progress) {
    double seconds = progress.seconds() + meter.elapsedSeconds();
    send(
        new RunFinished(
            progress.step(),
            progress.tokens(),
            seconds,
            progress.tokens() / seconds,
            progress.run().loss(),
            evaluation,
            plan.isEnd(progress.step()) ? RunFinished.FINISHED : RunFinished.INTERRUPTED));
  }

  /** At the end, by an error. */
  void failed(Progress progress, RuntimeException failure) {
    double seconds = progress.seconds() + meter.elapsedSeconds();
    send(
        new RunFinished(
            progress.step(),
            progress.tokens(),
            seconds,
            progress.tokens() / seconds,
            progress.run().loss(),
            evaluation,
            RunFinished.FAILED + ": " + failure.getMessage()));
  }

  private double remainingSeconds(long step) {
    return stepsHere == 0
        ? Double.NaN
        : meter.elapsedSeconds() / stepsHere * (plan.totalSteps() - step);
  }

  private void send(TrackingEvent event) {
    if (context.isFirst()) {
      context.events().accept(event);
    }
  }
}
