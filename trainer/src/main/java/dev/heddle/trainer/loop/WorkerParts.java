package dev.heddle.trainer.loop;

import dev.heddle.data.batch.SampleLoader;
import dev.heddle.models.Model;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.trainer.optim.AdamW;
import dev.heddle.trainer.optim.FlatGradients;
import dev.heddle.trainer.optim.Schedule;

/**
 * What a training loop is made of; put together by {@link WorkerAssembly}.
 *
 * @param context what the worker was given
 * @param plan length of the run
 * @param start where this start of the run begins
 * @param objective what is trained
 * @param model what is trained
 * @param loader batches of the steps from {@code start} on
 * @param compute runs the objective on the model
 * @param gradients of all trainable parameters
 * @param optimizer of the same
 * @param schedule of the learning rate
 * @param guard ends a run that is no longer finite
 * @param evaluation on the validation split
 * @param checkpoints saves the run
 * @param meter measures the steps
 * @param report tells what happens
 */
record WorkerParts<B extends HostBatch>(
    WorkerContext context,
    RunPlan plan,
    Progress start,
    Objective<B> objective,
    Model model,
    SampleLoader<B> loader,
    ForwardBackward<B> compute,
    FlatGradients gradients,
    AdamW optimizer,
    Schedule schedule,
    FiniteGuard guard,
    Evaluation<B> evaluation,
    Checkpointing checkpoints,
    StepMeter meter,
    RunReport report)
    implements AutoCloseable {

  /** The objective's sums, at zero. */
  LossSums zero() {
    return objective.zero();
  }

  @Override
  public void close() {
    loader.close();
    objective.close();
    model.close();
  }
}
