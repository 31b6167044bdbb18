package dev.heddle.objectives.evaluation;

import java.util.Map;

/**
 * A metric that {@code evaluation.metrics} may name. Registered in {@code
 * META-INF/services/dev.heddle.objectives.evaluation.MetricProvider}.
 *
 * @param <R> what it is computed from
 */
public interface MetricProvider<R> {

  /** The name in run files, unique. */
  String name();

  /** What the model is asked. Metrics with equal passes share one. */
  Pass<R> pass();

  /** The numbers by name, without the prefix {@code eval_}; usually one, under {@link #name}. */
  Map<String, Double> values(R result);
}
