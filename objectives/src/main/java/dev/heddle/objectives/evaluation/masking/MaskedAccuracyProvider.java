package dev.heddle.objectives.evaluation.masking;

import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.evaluation.MetricProvider;
import dev.heddle.objectives.evaluation.Pass;
import java.util.Map;

/** {@code masked_accuracy}: the share of hidden tokens that the model finds most likely. */
public final class MaskedAccuracyProvider implements MetricProvider<LossSums> {

  @Override
  public String name() {
    return "masked_accuracy";
  }

  @Override
  public Pass<LossSums> pass() {
    return new MaskingPass();
  }

  @Override
  public Map<String, Double> values(LossSums sums) {
    return Map.of(name(), sums.metrics().get(name()).mean());
  }
}
