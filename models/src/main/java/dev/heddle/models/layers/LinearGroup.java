package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Linear layers that read the same input, such as the query, key and value of BERT: one native call
 * while all of them are plain, and where adapters that add to some know how to work together; one
 * each otherwise. All have a bias, or none.
 */
public final class LinearGroup {
  private final Site site;
  private final List<Slot> slots;
  private final WeightBlock block;

  /** The group of {@code slots}, whose outputs are laid side by side in this order. */
  public LinearGroup(Site site, List<Slot> slots) {
    this.site = site;
    this.slots = List.copyOf(slots);
    this.block = new WeightBlock(site.kernels());
  }

  /**
   * Runs all of them.
   *
   * @param x {@code [tokens, in]}
   * @return {@code [tokens, sum of outs]}
   */
  public NDArray forward(NDArray x) {
    List<Linear> plain = layers().stream().flatMap(layer -> layer.plain().stream()).toList();
    if (plain.size() == slots.size()) {
      long compute = site.precision().scalarType();
      return site.kernels().call("linear_together", x, weights(plain), biases(plain), compute);
    }
    return together(x).orElseGet(() -> separately(x));
  }

  /** The layers that are in the slots now, in the order of their outputs. */
  public List<Projection> layers() {
    return slots.stream().map(Slot::layer).toList();
  }

  /**
   * The weights of layers that stand in the slots or below what stands there, one for each slot:
   * what the kernel {@code linear_together} takes. One array where all of them are frozen, since
   * they lie side by side in memory then.
   */
  public List<NDArray> weights(List<Linear> plain) {
    return block.of(plain.stream().map(Linear::weight).toList());
  }

  /** The biases of such layers, or nothing. */
  public static List<NDArray> biases(List<Linear> plain) {
    List<NDArray> biases = new ArrayList<>();
    plain.forEach(layer -> layer.bias().map(Parameter::value).ifPresent(biases::add));
    return biases;
  }

  private Optional<NDArray> together(NDArray x) {
    for (Projection layer : layers()) {
      Optional<NDArray> result = layer.together(this, x);
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }

  private NDArray separately(NDArray x) {
    List<NDArray> outputs = slots.stream().map(slot -> slot.forward(x)).toList();
    NDArray joined = site.kernels().call("side_by_side", outputs);
    outputs.forEach(NDArray::close);
    return joined;
  }
}
