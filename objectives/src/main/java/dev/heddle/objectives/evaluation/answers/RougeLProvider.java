package dev.heddle.objectives.evaluation.answers;

import dev.heddle.objectives.evaluation.MetricProvider;
import dev.heddle.objectives.evaluation.Pass;
import java.util.List;
import java.util.Map;

/** {@code rouge_l}: the mean F of {@link RougeL} over the answers. */
public final class RougeLProvider implements MetricProvider<List<Answer>> {

  @Override
  public String name() {
    return "rouge_l";
  }

  @Override
  public Pass<List<Answer>> pass() {
    return new AnswersPass();
  }

  @Override
  public Map<String, Double> values(List<Answer> answers) {
    return Map.of(name(), answers.stream().mapToDouble(RougeL::of).average().orElse(0));
  }
}
