package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;

/**
 * Vectors as kernels take them: which rows of which table.
 *
 * @param ids {@code [tokens]}
 * @param table {@code [rows, width]}
 */
public record Lookup(NDArray ids, NDArray table) {

  /** Every row in its order. */
  static Lookup all(Kernels kernels, NDArray vectors) {
    return new Lookup(kernels.call("row_numbers", vectors), vectors);
  }
}
