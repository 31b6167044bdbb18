package dev.heddle.models.generation;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;

/** Sequences that a model writes at the same time, with what it remembers of them. */
interface Writer extends AutoCloseable {
  /**
   * Logits of the first token of each text, {@code [sequences, vocabulary]}.
   *
   * @param scope owns the result
   */
  NDArray start(Scope scope);

  /** Logits of the token that follows {@code tokens}, the last ones of all sequences. */
  NDArray next(int[] tokens, Scope scope);

  /** Goes on with some sequences only, in the order given; numbers are those at present. */
  void keep(int[] sequences);

  @Override
  void close();
}
