package dev.heddle.trainer.optim;

import dev.heddle.models.layers.Role;
import java.util.List;
import java.util.Set;

/**
 * Constants of {@link AdamW}.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of their squares
 * @param epsilon added to the root of the latter
 * @param weightDecay of parameters that decay
 * @param noDecay roles that do not
 */
public record AdamWSettings(
    double beta1, double beta2, double epsilon, double weightDecay, Set<Role> noDecay) {

  public AdamWSettings {
    noDecay = Set.copyOf(noDecay);
  }

  /** The decay of parameters of a role. */
  public double decay(Role role) {
    return noDecay.contains(role) ? 0 : weightDecay;
  }

  /** The different decays there are, each once. */
  List<Double> decays() {
    return weightDecay == 0 ? List.of(0.0) : List.of(weightDecay, 0.0);
  }
}
