package dev.heddle.objectives;

import ai.djl.ndarray.NDArray;

/**
 * What a model finds likely in a few places, in host memory.
 *
 * @param flat {@code [places, vocabulary]}, laid end to end
 * @param vocabulary size of a row
 */
@SuppressWarnings("ArrayRecordComponent") // a few rows for people to read, never compared
public record Probabilities(float[] flat, int vocabulary) {

  /**
   * The softmax of logits.
   *
   * @param logits {@code [places, vocabulary]}
   */
  public static Probabilities of(NDArray logits) {
    return new Probabilities(
        logits.softmax(-1).toFloatArray(), Math.toIntExact(logits.getShape().get(1)));
  }

  /** The most likely id of a place; the smaller one of two that are equal. */
  public int best(int place) {
    int best = 0;
    for (int id = 1; id < vocabulary; id++) {
      best = of(place, id) > of(place, best) ? id : best;
    }
    return best;
  }

  /** How likely an id is in a place. */
  public float of(int place, int id) {
    return flat[place * vocabulary + id];
  }
}
