package dev.heddle.trainer.loop;

import dev.heddle.models.Model;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Backward;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.SplitEvaluation;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.trainer.collectives.Collectives;
import java.util.List;
import java.util.Map;

/** Runs an objective on a model, one micro-batch at a time, each in a scope of its own. */
final class ForwardBackward<B extends HostBatch> {

  private final Model model;
  private final Objective<B> objective;

  ForwardBackward(Model model, Objective<B> objective) {
    this.model = model;
    this.objective = objective;
  }

  /**
   * Accumulates the gradient of all micro-batches of a step in autograd's buffers.
   *
   * @param totals what the sums are divided by
   * @return the sums of each micro-batch
   */
  @SuppressWarnings("try") // recording is open for its duration, never named
  List<LossSums> train(List<B> batches, Denominators totals) {
    try (GradientMode recording = autograd().recording()) {
      return batches.stream().map(batch -> train(batch, totals)).toList();
    }
  }

  /** The sums of a batch in an evaluation, without gradients. */
  LossSums evaluate(SplitEvaluation<B> evaluation, B batch) {
    try (Scope scope = model.engine().scope()) {
      return evaluation.step(batch, new Step(model, scope, Backward.NONE));
    }
  }

  /** What an evaluation's split tells as a whole; on every worker at the same time. */
  Map<String, Sum> finish(SplitEvaluation<B> evaluation, Collectives collectives) {
    try (Scope scope = model.engine().scope()) {
      Peers peers = new GroupPeers(model.engine(), collectives);
      return evaluation.finish(new Step(model, scope, Backward.NONE), peers);
    }
  }

  /** A few places of a batch and what the model puts there. */
  List<Guess> guesses(B batch, int limit) {
    try (Scope scope = model.engine().scope()) {
      return objective.guesses(batch, new Step(model, scope, Backward.NONE), limit);
    }
  }

  private LossSums train(B batch, Denominators totals) {
    try (Scope scope = model.engine().scope()) {
      Backward backward =
          (name, sum) -> autograd().backward(sum, scope.scalar(totals.weight(name)));
      return objective.step(batch, new Step(model, scope, backward));
    }
  }

  private Autograd autograd() {
    return model.engine().autograd();
  }
}
