package dev.heddle.objectives.distillation;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.VocabularyRows;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Scored;

/**
 * The loss of a student's predictions: {@code Σ (1 − α) CE + α T² D}. Logits of both models exist
 * for a bounded number of rows at a time, forwards and backwards in one go.
 *
 * @param temperature T
 * @param beta of the generalised Jensen-Shannon divergence
 * @param alpha α
 * @param tokens ids that divergences are about, where both models know them
 */
record Imitation(double temperature, double beta, double alpha, long tokens) {
  /** Logits of one model that exist at the same time: 32 MiB of them. */
  private static final long CHUNK_ELEMENTS = 1L << 23;

  /**
   * Sums over rows.
   *
   * @param hard cross-entropies with the labels
   * @param divergence divergences, without T²
   * @param correct labels that the student finds most likely
   * @param agreed rows where student and teacher find the same most likely
   */
  record Sums(double hard, double divergence, double correct, double agreed) {
    static final Sums ZERO = new Sums(0, 0, 0, 0);
  }

  /**
   * What came of a comparison.
   *
   * @param loss scalar, a sum over rows, recorded while recording
   */
  record Outcome(NDArray loss, Sums sums) {}

  /** As the settings say. */
  static Imitation of(DistillationSettings settings, long tokens) {
    return new Imitation(settings.temperature(), settings.beta(), settings.alpha(), tokens);
  }

  /** Compares a student with what it is to imitate at the rows that are scored. */
  Outcome compare(LanguageModel student, Scored scored, Target target) {
    VocabularyRows rows = student.vocabularyRows(scored.hidden(), scored.rows());
    try (Scope inner = Scope.within(rows.x())) {
      NDArray[] result =
          student
              .engine()
              .kernels()
              .callAll(
                  "distillation_loss",
                  rows.x(),
                  rows.table(),
                  inner.longs(scored.labels(), scored.count()),
                  target.arrays(),
                  target.form(),
                  beta,
                  alpha,
                  temperature,
                  Math.min(tokens, Math.min(rows.vocabulary(), target.vocabulary())),
                  new double[] {rows.cap(), target.cap()},
                  new long[] {rows.precision().scalarType(), target.precision().scalarType()},
                  Math.max(1, CHUNK_ELEMENTS / Math.max(rows.vocabulary(), target.vocabulary())));
      float[] sums = result[1].toFloatArray();
      return new Outcome(result[0], new Sums(sums[0], sums[1], sums[2], sums[3]));
    }
  }
}
