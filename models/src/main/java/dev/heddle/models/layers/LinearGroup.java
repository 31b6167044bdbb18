package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear layers that read the same input, such as the query, key and value of BERT: one native call
 * while all of them are plain, one each as soon as an adapter has replaced any. All have a bias, or
 * none.
 */
public final class LinearGroup {
  private final Site site;
  private final List<Slot> slots;

  /** The group of {@code slots}, whose outputs are laid side by side in this order. */
  public LinearGroup(Site site, List<Slot> slots) {
    this.site = site;
    this.slots = List.copyOf(slots);
  }

  /**
   * Runs all of them.
   *
   * @param x {@code [tokens, in]}
   * @return {@code [tokens, sum of outs]}
   */
  public NDArray forward(NDArray x) {
    List<NDArray> weights = new ArrayList<>();
    List<NDArray> biases = new ArrayList<>();
    for (Slot slot : slots) {
      if (!(slot.layer() instanceof Linear linear)) {
        return separately(x);
      }
      weights.add(linear.weight().value());
      linear.bias().map(Parameter::value).ifPresent(biases::add);
    }
    return site.kernels()
        .call("linear_together", x, weights, biases, site.precision().scalarType());
  }

  private NDArray separately(NDArray x) {
    List<NDArray> outputs = slots.stream().map(slot -> slot.forward(x)).toList();
    NDArray joined = site.kernels().call("side_by_side", outputs);
    outputs.forEach(NDArray::close);
    return joined;
  }
}
