package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** A model that puts a sequence into one of several classes, or on a scale. */
public interface SequenceClassifier extends TextEncoder {
  /**
   * The logits of every sequence.
   *
   * @param hidden what {@link #encode} returned for {@code tokens}
   * @return {@code [sequences, labels]}, fp32, in the order of the sequences
   */
  NDArray sequenceLogits(NDArray hidden, PackedTokens tokens);

  /** The names of the classes, in the order of the logits. */
  List<String> labels();
}
