package dev.heddle.peft.lora;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Projection;
import dev.heddle.models.layers.Site;
import dev.heddle.peft.lora.LinearWeight.Layout;
import java.util.List;
import java.util.Optional;

/**
 * A frozen linear layer and what is added to it: {@code y = W x + b + scale · B A x}, and in DoRA
 * {@code y = m / |W + scale · B A| · (W + scale · B A) x + b}, row by row. One native call, and one
 * for all layers of a group.
 */
final class LoraLinear extends Projection implements LoraModule {
  private final Site site;
  private final Projection base;
  private final LinearWeight weight;
  private final LoraFactors factors;
  private final Merging merging;

  /** A change of {@code base}, which stands at {@code site} and has its values. */
  LoraLinear(Site site, Projection base, LoraPlan plan) {
    this.site = site;
    this.base = child("base_layer", base);
    this.weight = LinearWeight.of(base, site.path());
    this.factors = LoraFactors.ofLinear(site, weight, plan, squares(plan));
    this.merging = new Merging(site.kernels(), weight.weight(), weight.layout(), factors);
    factors.parameters().forEach(this::own);
  }

  private Optional<NDArray> squares(LoraPlan plan) {
    return plan.settings().useDora()
        ? Optional.of(site.kernels().call(weight.layout().squares(), weight.weight().value()))
        : Optional.empty();
  }

  @Override
  public NDArray forward(NDArray x) {
    if (merging.isMerged()) {
      return base.forward(x);
    }
    List<NDArray> weights = List.of(weight.weight().value());
    return JointUpdate.of(factors).forward(site, weight.layout(), weights, weight.biases(), x);
  }

  @Override
  public Optional<Linear> plain() {
    return merging.isMerged() ? base.plain() : Optional.empty();
  }

  @Override
  protected Optional<NDArray> together(LinearGroup group, NDArray x) {
    List<Projection> layers = group.layers();
    List<Linear> frozen = layers.stream().flatMap(layer -> below(layer).plain().stream()).toList();
    JointUpdate update = JointUpdate.of(layers);
    if (frozen.size() < layers.size() || !update.isJoint()) {
      return Optional.empty();
    }
    return Optional.of(
        update.forward(site, Layout.ROWS, group.weights(frozen), LinearGroup.biases(frozen), x));
  }

  private static Projection below(Projection layer) {
    return layer instanceof LoraLinear changed ? changed.base : layer;
  }

  /** What is added to this layer now; nothing once it is part of the weight. */
  Optional<LoraFactors> update() {
    return merging.isMerged() ? Optional.empty() : Optional.of(factors);
  }

  /** Which way round the frozen weight is stored. */
  Layout layout() {
    return weight.layout();
  }

  @Override
  public LoraFactors factors() {
    return factors;
  }

  @Override
  public void merge() {
    merging.merge();
  }

  @Override
  public void unmerge() {
    merging.unmerge();
  }

  @Override
  public long in() {
    return base.in();
  }

  @Override
  public long out() {
    return base.out();
  }
}
