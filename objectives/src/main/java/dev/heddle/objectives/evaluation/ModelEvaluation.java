package dev.heddle.objectives.evaluation;

import dev.heddle.data.rows.Row;
import dev.heddle.data.rows.RowFiles;
import dev.heddle.data.rows.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures a model on files of examples by the metrics of a run file. */
public final class ModelEvaluation {

  private static final double NANOS = 1e9;

  private final Subject subject;
  private final RowFiles files;
  private final List<MetricProvider<?>> metrics;

  /**
   * @param files of {@code evaluation.path}
   */
  public ModelEvaluation(Subject subject, RowFiles files) {
    this.subject = subject;
    this.files = files;
    this.metrics = Metrics.of(subject.settings().metrics());
  }

  /**
   * Asks the model and computes the metrics.
   *
   * @return the values as {@code eval_<metric>}, besides {@code eval_samples}, the number of rows,
   *     {@code eval_runtime} in seconds and {@code eval_samples_per_second}
   * @throws EvaluationException if the model cannot be measured so, with everything that stands
   *     against it, or a row cannot be scored
   */
  public Map<String, Double> run() {
    requireFit();
    long start = System.nanoTime();
    Map<String, Double> results = new LinkedHashMap<>();
    long samples = 0;
    for (Pass<?> pass : metrics.stream().map(MetricProvider::pass).distinct().toList()) {
      samples = measure(pass, results);
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    results.put("eval_samples", (double) samples);
    results.put("eval_runtime", seconds);
    results.put("eval_samples_per_second", samples / seconds);
    return results;
  }

  private void requireFit() {
    List<String> wrong =
        metrics.stream()
            .filter(metric -> !metric.pass().fits(subject.model()))
            .map(metric -> "%s needs a %s".formatted(metric.name(), metric.pass().needs()))
            .toList();
    if (!wrong.isEmpty()) {
      throw new EvaluationException(
          "Cannot evaluate: evaluation.metrics=%s; the model is of type %s and computes %s, but %s; choose from what it computes or another model"
              .formatted(
                  subject.settings().metrics(),
                  subject.model().modelType(),
                  choices(),
                  String.join(", ", wrong)));
    }
  }

  private String choices() {
    List<String> names =
        Metrics.byName().values().stream()
            .filter(metric -> metric.pass().fits(subject.model()))
            .map(MetricProvider::name)
            .toList();
    return names.isEmpty() ? "no metric" : String.join(", ", names);
  }

  /** Adds the values of all metrics of a pass; returns how many rows it read. */
  private <R> long measure(Pass<R> pass, Map<String, Double> results) {
    try (CountedRows rows = new CountedRows(files.open(pass.columns(subject.settings())))) {
      if (!rows.hasNext()) {
        throw new EvaluationException(
            "Cannot evaluate: evaluation.path=%s; it has no rows; name a file with examples"
                .formatted(subject.settings().path()));
      }
      R result = pass.run(subject, rows);
      for (MetricProvider<?> metric : metrics) {
        if (metric.pass().equals(pass)) {
          valuesOf(metric, result).forEach((name, value) -> results.put("eval_" + name, value));
        }
      }
      return rows.count();
    }
  }

  @SuppressWarnings("unchecked") // equal passes have results of one type
  private static <R> Map<String, Double> valuesOf(MetricProvider<?> metric, R result) {
    return ((MetricProvider<R>) metric).values(result);
  }

  /** Rows, and how many were taken. */
  private static final class CountedRows implements Rows {
    private final Rows rows;
    private long count;

    CountedRows(Rows rows) {
      this.rows = rows;
    }

    long count() {
      return count;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      count++;
      return rows.next();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
