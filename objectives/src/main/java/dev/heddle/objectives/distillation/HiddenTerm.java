package dev.heddle.objectives.distillation;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.Model;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;
import dev.heddle.objectives.Scored;
import dev.heddle.objectives.Step;
import java.util.Optional;

/**
 * The mean squared difference between the last hidden states of a student and its teacher (Jiao et
 * al., "TinyBERT", 2020, without its layers below the last): {@code MSE(W h_s, h_t)}. {@code W
 * [teacher width, student width]} is learnt; without it widths are equal.
 */
final class HiddenTerm {
  private static final double DEVIATION = 0.02;

  private final Kernels kernels;
  private final double weight;
  private final Optional<Linear> projection;

  private HiddenTerm(Kernels kernels, double weight, Optional<Linear> projection) {
    this.kernels = kernels;
    this.weight = weight;
    this.projection = projection;
  }

  /**
   * A term between models of these widths, whose layer is built at {@code site}.
   *
   * @param weight of the term beside the loss of the predictions
   */
  static HiddenTerm create(Site site, double weight, long student, long teacher) {
    Optional<Linear> projection =
        student == teacher
            ? Optional.empty()
            : Optional.of(
                Linear.unbiased(
                    site.at("hidden_projection"), student, teacher, Initializer.normal(DEVIATION)));
    return new HiddenTerm(site.kernels(), weight, projection);
  }

  /** What is learnt. */
  Optional<Layer> layer() {
    return projection.map(Layer.class::cast);
  }

  /** The hidden states that are scored, {@code [rows, width]}, owned by {@code scope}. */
  static NDArray rows(Model model, Scored scored, Scope scope) {
    NDArray rows = scope.longs(scored.rows(), scored.count());
    return model.engine().kernels().call("select_rows", rows, scored.hidden());
  }

  /**
   * The differences of rows, each a mean over the width, summed.
   *
   * @param scored by the student
   * @param teacher {@code [rows, teacher width]}
   */
  NDArray difference(Step step, Scored scored, NDArray teacher) {
    NDArray student = rows(step.model(), scored, step.scope());
    NDArray same = projection.map(layer -> layer.forward(student)).orElse(student);
    return kernels.call("hidden_difference", same, teacher);
  }

  /** A difference as it counts beside the loss of the predictions. */
  NDArray weighted(NDArray difference) {
    return kernels.call("scaled", difference, weight);
  }
}
