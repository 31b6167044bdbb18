package dev.heddle.objectives.evaluation.classification;

import dev.heddle.objectives.classification.ClassCounts;
import dev.heddle.objectives.evaluation.MetricProvider;
import dev.heddle.objectives.evaluation.Pass;
import java.util.Map;

/** {@code accuracy}: see {@link ClassCounts#accuracy}. */
public final class AccuracyProvider implements MetricProvider<ClassCounts> {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public Pass<ClassCounts> pass() {
    return new ClassificationPass();
  }

  @Override
  public Map<String, Double> values(ClassCounts counts) {
    return Map.of(name(), counts.accuracy());
  }
}
