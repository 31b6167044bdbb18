package dev.heddle.trainer.loop;

import dev.heddle.models.engine.TensorEngine;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.Objective;

/** One data-parallel worker of a run. Many may run in one process, each on a thread of its own. */
public final class Worker {

  private Worker() {}

  /**
   * Trains on the calling thread until all steps are done or a worker of the group is asked to
   * stop. A failure of this worker ends the group's collectives, so that the others fail with its
   * cause instead of waiting.
   *
   * @throws NonFiniteLoss on every worker, if loss or gradient are not finite
   */
  public static WorkerResult run(WorkerContext context) {
    try (TensorEngine engine = TensorEngine.start(context.trainer().device(), context.threads())) {
      WorkerAssembly assembly = new WorkerAssembly(context, engine);
      return train(assembly, assembly.objective());
    } catch (NonFiniteLoss sameEverywhere) {
      throw sameEverywhere;
    } catch (RuntimeException | Error failure) {
      context.collectives().abort(failure);
      throw failure;
    }
  }

  private static <B extends HostBatch> WorkerResult train(
      WorkerAssembly assembly, Objective<B> objective) {
    try (WorkerParts<B> parts = assembly.parts(objective)) {
      return new TrainingLoop<>(parts).run();
    }
  }
}
