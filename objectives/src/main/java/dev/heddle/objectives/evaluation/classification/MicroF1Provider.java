package dev.heddle.objectives.evaluation.classification;

import dev.heddle.objectives.classification.ClassCounts;
import dev.heddle.objectives.evaluation.MetricProvider;
import dev.heddle.objectives.evaluation.Pass;
import java.util.Map;

/** {@code f1_micro}: see {@link ClassCounts#microF1}. */
public final class MicroF1Provider implements MetricProvider<ClassCounts> {

  @Override
  public String name() {
    return "f1_micro";
  }

  @Override
  public Pass<ClassCounts> pass() {
    return new ClassificationPass();
  }

  @Override
  public Map<String, Double> values(ClassCounts counts) {
    return Map.of(name(), counts.microF1());
  }
}
