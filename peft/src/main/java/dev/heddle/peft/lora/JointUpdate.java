package dev.heddle.peft.lora;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout.Mask;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Projection;
import dev.heddle.models.layers.Site;
import dev.heddle.peft.lora.LinearWeight.Layout;
import dev.heddle.peft.lora.LoraFactors.Magnitude;
import java.util.ArrayList;
import java.util.List;

/** What is added to layers that read the same input, as the kernels take it: {@code lora.py}. */
final class JointUpdate {
  private final List<LoraFactors> factors = new ArrayList<>();
  private final List<Long> starts = new ArrayList<>();

  private JointUpdate() {}

  /** Of one layer. */
  static JointUpdate of(LoraFactors only) {
    JointUpdate update = new JointUpdate();
    update.add(only, 0);
    return update;
  }

  /** Of layers whose outputs are laid side by side. */
  static JointUpdate of(List<Projection> layers) {
    JointUpdate update = new JointUpdate();
    long start = 0;
    for (Projection layer : layers) {
      if (layer instanceof LoraLinear changed) {
        long first = start;
        changed.update().ifPresent(factors -> update.add(factors, first));
      }
      start += layer.out();
    }
    return update;
  }

  private void add(LoraFactors update, long start) {
    factors.add(update);
    starts.add(start);
  }

  /**
   * Runs the layers, in one native call.
   *
   * @param weights of all layers, as {@code linear_together} takes them
   * @param x {@code [tokens, in]}
   * @return {@code [tokens, sum of outs]}
   */
  NDArray forward(
      Site site, Layout layout, List<NDArray> weights, List<NDArray> biases, NDArray x) {
    List<Magnitude> magnitudes =
        factors.stream().flatMap(each -> each.magnitude().stream()).toList();
    List<Object> arguments = new ArrayList<>(List.of(x, weights, biases, downs(), ups()));
    if (!magnitudes.isEmpty()) {
      arguments.add(magnitudes.stream().map(each -> each.learnt().value()).toList());
      arguments.add(magnitudes.stream().map(Magnitude::squares).toList());
    }
    arguments.add(factors.stream().mapToDouble(LoraFactors::scale).toArray());
    arguments.add(starts.stream().mapToLong(Long::longValue).toArray());
    addDropout(arguments, x);
    arguments.add(site.precision().scalarType());
    String kernel = layout.kernel(magnitudes.isEmpty() ? "lora_linear" : "dora_linear");
    return site.kernels().call(kernel, arguments.toArray());
  }

  /**
   * The masks that are drawn now.
   *
   * @throws IllegalStateException where the rows are not the tokens that noise has keys for
   */
  private void addDropout(List<Object> arguments, NDArray x) {
    List<Mask> masks = factors.stream().map(each -> each.dropout().mask()).toList();
    Mask first = masks.get(0);
    first.keys().forEach(keys -> requireRows(keys, x));
    arguments.add(first.keys());
    arguments.add(masks.stream().mapToLong(Mask::salt).toArray());
    arguments.add(first.probability());
  }

  private static void requireRows(NDArray keys, NDArray x) {
    if (keys.size() != x.getShape().get(0)) {
      throw new IllegalStateException(
          "Cannot compute peft.lora_dropout: rows=%d; noise has %d keys, as in experts and where a decoder reads its source; exclude these modules or set it to 0"
              .formatted(x.getShape().get(0), keys.size()));
    }
  }

  /** Whether the layers can be computed together: with dropout, DoRA needs each by itself. */
  boolean isJoint() {
    return factors.stream()
        .noneMatch(each -> each.magnitude().isPresent() && !each.dropout().mask().keys().isEmpty());
  }

  private List<NDArray> downs() {
    return factors.stream().map(LoraFactors::down).map(Parameter::value).toList();
  }

  private List<NDArray> ups() {
    return factors.stream().map(LoraFactors::up).map(Parameter::value).toList();
  }
}
