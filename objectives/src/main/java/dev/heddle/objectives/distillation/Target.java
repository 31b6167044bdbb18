package dev.heddle.objectives.distillation;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.VocabularyRows;
import dev.heddle.models.engine.Precision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a student is to imitate at the scored rows of a batch, as the kernel takes it.
 *
 * @param arrays a teacher's rows and its table, or the ids and log-probabilities kept of it
 * @param form the kernel's number of the distance
 * @param cap that bends the teacher's logits; 0 without
 * @param precision that the teacher's logits are computed in
 * @param vocabulary ids that the teacher knows
 * @param hidden the teacher's last hidden states {@code [rows, width]}, where they are asked for
 */
record Target(
    List<NDArray> arrays,
    long form,
    double cap,
    Precision precision,
    long vocabulary,
    Optional<NDArray> hidden) {

  /** A teacher's rows. */
  static Target of(VocabularyRows rows, Divergence divergence) {
    return new Target(
        Stream.concat(Stream.of(rows.x()), rows.table().stream()).toList(),
        divergence.form(),
        rows.cap(),
        rows.precision(),
        rows.vocabulary(),
        Optional.empty());
  }

  /**
   * What was kept.
   *
   * @param ids {@code [rows, k]}, int64
   * @param logProbabilities {@code [rows, k + 1]}, fp32: of the ids, and of all others together
   */
  static Target kept(
      NDArray ids, NDArray logProbabilities, CacheSettings.Form form, long vocabulary) {
    return new Target(
        List.of(ids, logProbabilities),
        form.form(),
        0,
        Precision.FP32,
        vocabulary,
        Optional.empty());
  }

  /** The same with hidden states. */
  Target with(NDArray states) {
    return new Target(arrays, form, cap, precision, vocabulary, Optional.of(states));
  }
}
