package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.layers.Dropout;
import java.util.List;

/**
 * A batch on the device, as kernels take it.
 *
 * @param ids {@code [tokens]}, int64
 * @param positions {@code [tokens]}, int64: the place of each token in its own sequence, from 0
 * @param types {@code [tokens]}, int64: the kind of each token; none when all are of kind 0
 * @param runLengths the length of the sequences of each run, a run being neighbours of equal length
 * @param runCounts how many sequences each run has
 * @param noise {@code [tokens]}, int64: what dropout is drawn from; none where nothing is dropped
 */
@SuppressWarnings("ArrayRecordComponent") // A value to carry arrays, never compared.
public record DeviceTokens(
    NDArray ids,
    NDArray positions,
    List<NDArray> types,
    long[] runLengths,
    long[] runCounts,
    List<NDArray> noise) {

  /**
   * Attention of every token to its own sequence.
   *
   * @param qkv queries, keys and values, {@code [tokens, 3 · width]}
   * @param rotary the rotary table, or nothing
   * @param reach how far a token sees to either side; negative for all of its sequence
   * @param dropout of weights
   * @return {@code [tokens, width]}
   */
  public NDArray attention(
      Kernels kernels,
      NDArray qkv,
      List<NDArray> rotary,
      int heads,
      int reach,
      Dropout.Mask dropout) {
    return kernels.call(
        "attention",
        qkv,
        runLengths,
        runCounts,
        rotary,
        heads,
        reach,
        dropout.keys(),
        dropout.salt(),
        dropout.probability());
  }
}
