package dev.heddle.objectives.evaluation;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The metrics on the class path. */
final class Metrics {

  private Metrics() {}

  /** All of them, by name. */
  static Map<String, MetricProvider<?>> byName() {
    Map<String, MetricProvider<?>> byName = new TreeMap<>();
    for (MetricProvider<?> metric : ServiceLoader.load(MetricProvider.class)) {
      MetricProvider<?> other = byName.put(metric.name(), metric);
      if (other != null) {
        throw new IllegalStateException(
            "Cannot tell metrics apart: %s and %s are both named %s; remove one from the class path"
                .formatted(other.getClass().getName(), metric.getClass().getName(), metric.name()));
      }
    }
    return byName;
  }

  /** Those of some names that are known, in that order. */
  static List<MetricProvider<?>> of(List<String> names) {
    Map<String, MetricProvider<?>> all = byName();
    return names.stream().<MetricProvider<?>>map(all::get).toList();
  }
}
