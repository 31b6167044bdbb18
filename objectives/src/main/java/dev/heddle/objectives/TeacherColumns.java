package dev.heddle.objectives;

import dev.heddle.data.shard.SampleColumn;
import dev.heddle.models.engine.Precision;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Columns of samples that a stored causal model fills before a training: for every token what the
 * model predicts behind it, at a temperature, cut to k ids.
 *
 * @param path folder of the model
 * @param precision that it computes in
 * @param temperature that its logits are divided by
 * @param selection which ids are kept
 * @param k how many
 */
public record TeacherColumns(
    String path, Precision precision, double temperature, Selection selection, int k)
    implements Serializable {

  /** The kept ids, k for each token. */
  public static final String IDS = "teacher_ids";

  /**
   * Their log-probabilities, and behind them that of all other ids together: k + 1 for each token,
   * as the 16 bits of half-precision numbers.
   */
  public static final String LOG_PROBABILITIES = "teacher_log_probs";

  /** Which ids of a prediction are kept. */
  public enum Selection {
    /** The most likely, in descending order. */
    MOST_LIKELY,
    /** Drawn from the prediction, with replacement. */
    DRAWN
  }

  /** The columns. */
  public List<SampleColumn> columns() {
    return List.of(SampleColumn.perToken(IDS, k), SampleColumn.perToken(LOG_PROBABILITIES, k + 1));
  }

  /** What a manifest says of how the columns were made, but for the model itself. */
  public Map<String, String> description() {
    Map<String, String> description = new TreeMap<>();
    description.put("teacher_precision", precision.name());
    description.put("teacher_temperature", Double.toString(temperature));
    description.put("teacher_selection", selection.name());
    description.put("teacher_k", Integer.toString(k));
    return description;
  }
}
