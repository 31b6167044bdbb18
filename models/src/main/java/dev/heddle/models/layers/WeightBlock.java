package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import java.util.List;
import java.util.Optional;

/**
 * The weights of layers that read the same input. Once all of them are frozen they are moved into
 * one stretch of memory, of which each parameter's array stays a view: one product of all needs no
 * copy then, neither in a step nor kept for its backward pass.
 */
final class WeightBlock {
  private final Kernels kernels;
  private Optional<NDArray> block = Optional.empty();

  WeightBlock(Kernels kernels) {
    this.kernels = kernels;
  }

  /** One array of all weights, {@code [sum of outs, in]}, or each weight while one is trained. */
  List<NDArray> of(List<Parameter> weights) {
    List<NDArray> values = weights.stream().map(Parameter::value).toList();
    if (weights.stream().anyMatch(Parameter::isTrainable)) {
      return values;
    }
    if (block.isEmpty()) {
      block = Optional.of(kernels.call("move_side_by_side", values));
    }
    return List.of(block.get());
  }
}
