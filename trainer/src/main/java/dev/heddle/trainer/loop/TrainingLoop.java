package dev.heddle.trainer.loop;

import dev.heddle.data.batch.StepBatches;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.trainer.collectives.Collectives;
import java.util.List;

/**
 * The steps of one worker. It reads from top to bottom: next batch, forward and backward, reduce,
 * clip, update, report. A group of one worker runs the same code as a group of many.
 *
 * <p>Losses are normalised over the whole optimizer step: the counts of all micro-batches and
 * workers are added up before the forward pass, every backward pass starts from {@code sum / T},
 * and gradients are summed. So accumulation and data parallelism give the gradient of the whole
 * batch, however unequal its parts are.
 */
final class TrainingLoop<B extends HostBatch> {

  private final WorkerParts<B> parts;
  private final RunPlan plan;
  private final Collectives collectives;
  private Progress progress;
  private double gradientNorm;

  TrainingLoop(WorkerParts<B> parts) {
    this.parts = parts;
    this.plan = parts.plan();
    this.collectives = parts.context().collectives();
    this.progress = parts.start();
  }

  /** Trains until all steps are done or a worker is asked to stop. */
  WorkerResult run() {
    parts.report().started(parts.model(), progress);
    try {
      if (plan.isEnd(progress.step())) {
        evaluate(); // a run that resumes at its end has nothing else to do
      }
      boolean goesOn = true;
      while (goesOn && !plan.isEnd(progress.step())) {
        goesOn = step();
      }
    } catch (RuntimeException failure) {
      parts.report().failed(progress, failure);
      throw failure;
    }
    parts.report().finished(progress);
    return result();
  }

  /** One optimizer step and what is due after it; false if the run was asked to stop instead. */
  private boolean step() {
    parts.meter().begin();
    StepBatches<B> batches = parts.loader().next();
    Denominators totals = denominators(batches.microBatches());
    if (totals.isStop()) {
      save();
      return false;
    }
    LossSums sums = totals.isEmpty() ? parts.zero() : learn(batches.microBatches(), totals);
    progress = progress.after(totals.tokens(), sums);
    parts.meter().end(totals.tokens(), batches.waitSeconds());
    parts.report().stepped();
    doWhatIsDue();
    return true;
  }

  private LossSums learn(List<B> batches, Denominators totals) {
    List<LossSums> local = parts.compute().train(batches, totals);
    parts.gradients().gather();
    if (collectives.size() > 1) {
      parts.gradients().exchange(collectives::sum);
    }
    gradientNorm = parts.gradients().clip(parts.context().trainer().maxGradNorm());
    LossSums sums =
        SumExchange.sum(local.stream().reduce(parts.zero(), LossSums::plus), collectives);
    parts.guard().check(progress.step() + 1, batches, local, sums, gradientNorm);
    parts.optimizer().update(rate(progress.step()));
    return sums;
  }

  private void doWhatIsDue() {
    long step = progress.step();
    if (plan.isLogDue(step)) {
      parts.report().logged(progress, gradientNorm, rate(step - 1));
      progress = progress.logged(parts.zero());
    }
    if (plan.isEvaluationDue(step)) {
      evaluate();
    }
    if (plan.isSaveDue(step)) {
      save();
    }
  }

  private void evaluate() {
    if (parts.evaluation().isPossible()) {
      long step = progress.step();
      parts.report().evaluated(parts.evaluation().run(step, plan.epochs(step)));
    }
  }

  private void save() {
    parts
        .checkpoints()
        .save(progress.at(seconds()))
        .ifPresent(log -> parts.report().checkpointed(log));
  }

  private Denominators denominators(List<B> batches) {
    boolean wantsToStop = parts.context().stop().getAsBoolean();
    return Denominators.reduce(parts.zero().losses().keySet(), batches, wantsToStop, collectives);
  }

  /** The learning rate that updates the parameters in a step, from 0. */
  private double rate(long step) {
    return parts.context().trainer().learningRate() * parts.schedule().factor(step);
  }

  private double seconds() {
    return progress.seconds() + parts.meter().elapsedSeconds();
  }

  private WorkerResult result() {
    return new WorkerResult(
        progress.step(),
        progress.tokens(),
        seconds(),
        progress.run().loss(),
        parts.report().evaluation(),
        parts.checkpoints().newest().orElseThrow(),
        plan.isEnd(progress.step()));
  }
}
