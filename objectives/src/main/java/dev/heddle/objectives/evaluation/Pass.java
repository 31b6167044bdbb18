package dev.heddle.objectives.evaluation;

import dev.heddle.data.rows.Rows;
import dev.heddle.models.Model;
import java.util.List;

/**
 * One way of asking a model about examples. Implementations are values: two of one kind are equal.
 *
 * @param <R> what comes out, from which metrics are computed
 */
public interface Pass<R> {

  /** What a model must be, in words that follow "is no": {@code causal language model}. */
  String needs();

  /** Whether a model is that. */
  boolean fits(Model model);

  /** The columns that it reads. */
  List<String> columns(EvaluationSettings settings);

  /**
   * Asks the model about all rows. The result depends neither on the order of the rows, but for the
   * rounding of sums, nor on {@code batch_tokens}.
   *
   * @param subject whose model {@link #fits}
   * @param rows with {@link #columns}; closed by the caller
   * @throws EvaluationException naming the row that cannot be scored
   */
  R run(Subject subject, Rows rows);
}
