package dev.heddle.models.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the randomness of a forward pass is keyed by: a number of 64 bits for each row that is being
 * computed. Like recording, it is in force for the duration of some work and off until asked for.
 * What a segment computes again in the backward pass has the keys of its first time.
 */
public final class Noise {
  private List<NDArray> keys = List.of();
  private boolean silent;

  Noise() {}

  /** One array {@code [rows]}, int64; nothing where nothing is drawn, as in evaluation. */
  public List<NDArray> keys() {
    return keys;
  }

  /**
   * Does {@code work} under other keys.
   *
   * @param keys one array {@code [rows]}, int64, or nothing; the caller keeps it until the backward
   *     pass is over
   */
  public <T> T during(List<NDArray> keys, Supplier<T> work) {
    List<NDArray> before = this.keys;
    this.keys = silent ? List.of() : List.copyOf(keys);
    try {
      return work.get();
    } finally {
      this.keys = before;
    }
  }

  /**
   * Does {@code work}, which has no segments, under keys that are on the host.
   *
   * @param keys one a row, or none
   * @param rows what is worked on; the keys are on its device and are let go with the work done
   */
  public <T> T during(long[] keys, NDArray rows, Supplier<T> work) {
    try (Scope scope = Scope.within(rows)) {
      return during(keys.length == 0 ? List.of() : List.of(scope.longs(keys, keys.length)), work);
    }
  }

  /**
   * Does {@code work} without any keys, whatever its tokens bring along: what a model in evaluation
   * does with a batch that another is trained on.
   */
  public <T> T silently(Supplier<T> work) {
    boolean before = silent;
    silent = true;
    try {
      return during(List.of(), work);
    } finally {
      silent = before;
    }
  }

  /** {@code work} with the keys of now, whenever it is done. */
  <T> UnaryOperator<T> kept(UnaryOperator<T> work) {
    List<NDArray> now = keys;
    return input -> during(now, () -> work.apply(input));
  }
}
