package dev.heddle.objectives;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a batch said, as sums by name.
 *
 * @param losses what is minimised: the objective's value is the sum of their means
 * @param metrics what is only watched, such as {@code masked_accuracy} (hits, predictions)
 */
public record LossSums(Map<String, Sum> losses, Map<String, Sum> metrics) {

  /** Keeps the order of the names. */
  public LossSums {
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** Both added up, name by name. */
  public LossSums plus(LossSums other) {
    return new LossSums(merge(losses, other.losses), merge(metrics, other.metrics));
  }

  /** The value of the objective: the sum over the losses of total / count. */
  public double loss() {
    return losses.values().stream().mapToDouble(Sum::mean).sum();
  }

  private static Map<String, Sum> merge(Map<String, Sum> one, Map<String, Sum> other) {
    Map<String, Sum> both = new LinkedHashMap<>(one);
    other.forEach((name, sum) -> both.merge(name, sum, Sum::plus));
    return both;
  }
}
