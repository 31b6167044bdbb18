package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** A model that puts tokens into classes. */
public interface TokenClassifier extends TextEncoder {
  /**
   * The logits of some rows.
   *
   * @param hidden what {@link #encode} returned for {@code tokens}
   * @return {@code [rows, labels]}, fp32
   */
  NDArray tokenLogits(NDArray hidden, int[] rows, PackedTokens tokens);

  /** The names of the classes, in the order of the logits. */
  List<String> labels();
}
