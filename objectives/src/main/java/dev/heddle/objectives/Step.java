package dev.heddle.objectives;

import dev.heddle.models.Model;
import dev.heddle.models.engine.Scope;

/**
 * What an objective computes with.
 *
 * @param model the model, of the objective's {@link Objective#modelType}
 * @param scope owns every array of this micro-batch; closed by the caller afterwards
 * @param backward takes the losses; {@link Backward#NONE} in evaluation
 */
public record Step(Model model, Scope scope, Backward backward) {

  /** The model as the kind that the objective asked for. */
  public <M extends Model> M model(Class<M> type) {
    return type.cast(model);
  }

  /** Whether something is learnt from it; randomness and other workers play a part only then. */
  public boolean isTraining() {
    return backward != Backward.NONE;
  }
}
