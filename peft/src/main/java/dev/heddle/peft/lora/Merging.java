package dev.heddle.peft.lora;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.layers.Parameter;
import dev.heddle.peft.lora.LinearWeight.Layout;
import dev.heddle.peft.lora.LoraFactors.Magnitude;
import java.util.Optional;

/** Brings what was learnt into a frozen weight, in fp32, and out of it again. */
final class Merging {
  private final Kernels kernels;
  private final Parameter weight;
  private final Layout layout;
  private final LoraFactors factors;
  private boolean isMerged;
  private Optional<NDArray> gains = Optional.empty();

  Merging(Kernels kernels, Parameter weight, Layout layout, LoraFactors factors) {
    this.kernels = kernels;
    this.weight = weight;
    this.layout = layout;
    this.factors = factors;
  }

  /** Whether the weight has it. */
  boolean isMerged() {
    return isMerged;
  }

  /** {@code W ← gain · (W + scale · B A)}, the gain being 1 without magnitudes. */
  void merge() {
    gains = factors.magnitude().map(this::gains);
    add(factors.scale());
    gains.ifPresent(each -> kernels.update(layout.each("multiply"), weight.value(), each));
    isMerged = true;
  }

  /** {@code W ← W / gain - scale · B A}. */
  void unmerge() {
    gains.ifPresent(each -> kernels.update(layout.each("divide"), weight.value(), each));
    add(-factors.scale());
    gains.ifPresent(NDArray::close);
    gains = Optional.empty();
    isMerged = false;
  }

  private void add(double scale) {
    kernels.update(
        layout.kernel("add_update"),
        weight.value(),
        factors.down().value(),
        factors.up().value(),
        scale);
  }

  private NDArray gains(Magnitude magnitude) {
    return kernels.call(
        layout.each("gains_of"),
        weight.value(),
        factors.down().value(),
        factors.up().value(),
        magnitude.learnt().value(),
        magnitude.squares(),
        factors.scale());
  }
}
