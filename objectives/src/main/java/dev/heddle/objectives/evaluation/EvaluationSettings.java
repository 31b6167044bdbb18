package dev.heddle.objectives.evaluation;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code evaluation} of a run file: what a model is measured on besides the validation
 * split.
 *
 * @param path a Parquet or JSON lines file, or a folder of such, on any Hadoop file system
 * @param metrics names of metrics; those that share the model's answers ask it once
 * @param modelPath a folder in Hugging Face's layout to measure; absent: the newest checkpoint of
 *     the run
 * @param textColumn what is scored or classified
 * @param promptColumn what answers are generated for
 * @param answerColumn the right answer
 * @param labelColumn the right class: its name, or its number from 0
 * @param maxLength tokens that the model sees at once, special tokens included; absent: 1024, or
 *     what the model takes if that is less
 * @param stride tokens that each window of a perplexity scores behind the first; absent: half of
 *     {@code maxLength}
 * @param maxNewTokens tokens that an answer has at most
 * @param batchTokens tokens in a batch, unless one sequence is longer
 */
public record EvaluationSettings(
    String path,
    List<String> metrics,
    Optional<String> modelPath,
    @Default("text") String textColumn,
    @Default("prompt") String promptColumn,
    @Default("answer") String answerColumn,
    @Default("label") String labelColumn,
    Optional<Integer> maxLength,
    Optional<Integer> stride,
    @Default("128") int maxNewTokens,
    @Default("8192") int batchTokens) {

  /** The longest window unless a run file says more. */
  static final int USUAL_LENGTH = 1024;

  /** Checks names and ranges. */
  public EvaluationSettings {
    metrics = List.copyOf(metrics);
    Set<String> known = Metrics.byName().keySet();
    Checks.of(EvaluationSettings.class)
        .notBlank("path", path)
        .require(
            !metrics.isEmpty() && known.containsAll(metrics),
            "metrics",
            metrics,
            "must be one or more of " + String.join(", ", known))
        .require(Set.copyOf(metrics).size() == metrics.size(), "metrics", metrics, "must differ")
        .require(
            modelPath.isEmpty() || !modelPath.get().isBlank(),
            "modelPath",
            '"' + modelPath.orElse("") + '"',
            "must not be blank")
        .notBlank("textColumn", textColumn)
        .notBlank("promptColumn", promptColumn)
        .notBlank("answerColumn", answerColumn)
        .notBlank("labelColumn", labelColumn)
        .require(maxLength.orElse(2) >= 2, "maxLength", maxLength.orElse(2), "must be 2 or above")
        .positive("stride", stride.orElse(1))
        .require(
            stride.orElse(1) < maxLength.orElse(Integer.MAX_VALUE),
            "stride",
            stride.orElse(1),
            "must be below max_length=" + maxLength.orElse(0))
        .positive("maxNewTokens", maxNewTokens)
        .positive("batchTokens", batchTokens)
        .done();
  }
}
