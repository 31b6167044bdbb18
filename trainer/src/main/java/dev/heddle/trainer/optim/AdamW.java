package dev.heddle.trainer.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled weight decay regularization",
 * 2019), one native call a parameter group:
 *
 * <pre>
 *   p ← p − rate·decay·p
 *   m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²
 *   p ← p − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * The two moments of every parameter are fp32 arrays of its shape and live as long as the engine.
 */
public final class AdamW {

  private final TensorEngine engine;
  private final AdamWSettings settings;
  private final Map<String, NDArray> state = new LinkedHashMap<>();
  private final List<Group> groups;
  private long updates;

  /** Parameters that are updated with one decay. */
  private record Group(
      double decay,
      List<NDArray> parameters,
      List<NDArray> gradients,
      List<NDArray> means,
      List<NDArray> squares) {}

  /**
   * An optimizer of the parameters of {@code gradients}, which it will read at every update.
   *
   * @param engine owns the moments
   */
  public AdamW(TensorEngine engine, FlatGradients gradients, AdamWSettings settings) {
    this.engine = engine;
    this.settings = settings;
    List<Group> made = new ArrayList<>();
    for (double decay : settings.decays()) {
      int[] members = members(gradients.parameters(), decay);
      if (members.length > 0) {
        made.add(group(decay, gradients, members));
      }
    }
    this.groups = List.copyOf(made);
  }

  /** Moves every parameter against its gradient. */
  public void update(double rate) {
    updates++;
    for (Group group : groups) {
      engine
          .kernels()
          .update(
              "adamw_update",
              group.parameters(),
              group.gradients(),
              group.means(),
              group.squares(),
              updates,
              rate,
              settings.beta1(),
              settings.beta2(),
              group.decay(),
              settings.epsilon());
    }
  }

  /** Updates so far, which bias correction depends on; part of a checkpoint. */
  public long updates() {
    return updates;
  }

  /** Goes on from a checkpoint whose moments have been copied into {@link #state}. */
  public void resumeAt(long updatesSoFar) {
    updates = updatesSoFar;
  }

  /**
   * The moments by name, {@code exp_avg.<parameter>} and {@code exp_avg_sq.<parameter>} as PyTorch
   * calls them, in a fixed order; the arrays themselves, not copies.
   */
  public Map<String, NDArray> state() {
    return Collections.unmodifiableMap(state);
  }

  private int[] members(List<Parameter> parameters, double decay) {
    return IntStream.range(0, parameters.size())
        .filter(i -> settings.decay(parameters.get(i).role()) == decay)
        .toArray();
  }

  private Group group(double decay, FlatGradients gradients, int[] members) {
    Group group =
        new Group(
            decay, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int member : members) {
      Parameter parameter = gradients.parameters().get(member);
      group.parameters().add(parameter.value());
      group.gradients().add(gradients.windows().get(member));
      group.means().add(moment(parameter, "exp_avg"));
      group.squares().add(moment(parameter, "exp_avg_sq"));
    }
    return group;
  }

  private NDArray moment(Parameter parameter, String name) {
    NDArray zeros = engine.root().zeros(parameter.shape(), DataType.FLOAT32);
    state.put(name + "." + parameter.name(), zeros);
    return zeros;
  }
}
