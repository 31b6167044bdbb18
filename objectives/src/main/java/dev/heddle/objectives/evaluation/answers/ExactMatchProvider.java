package dev.heddle.objectives.evaluation.answers;

import dev.heddle.objectives.evaluation.MetricProvider;
import dev.heddle.objectives.evaluation.Pass;
import java.util.List;
import java.util.Map;

/** {@code exact_match}: the share of the answers that {@link ExactMatch} finds right. */
public final class ExactMatchProvider implements MetricProvider<List<Answer>> {

  @Override
  public String name() {
    return "exact_match";
  }

  @Override
  public Pass<List<Answer>> pass() {
    return new AnswersPass();
  }

  @Override
  public Map<String, Double> values(List<Answer> answers) {
    return Map.of(
        name(),
        answers.stream()
            .mapToDouble(answer -> ExactMatch.matches(answer) ? 1 : 0)
            .average()
            .orElse(0));
  }
}
