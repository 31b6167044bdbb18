package dev.heddle.models;

/** Which tokens of its own sequence a token sees; tokens of other sequences it never does. */
public sealed interface Visibility {
  /** Itself and what stands before it. */
  Visibility CAUSAL = new Causal();

  /** All of its sequence. */
  Visibility BIDIRECTIONAL = new Bidirectional();

  /**
   * Itself, what stands before it, and all of its sequence's prefix: a prefix language model.
   *
   * @param lengths how many tokens at the start of each sequence are its prefix, from 0 to its
   *     length
   */
  static Visibility prefix(int... lengths) {
    return new Prefix(lengths.clone());
  }

  /** See {@link #CAUSAL}. */
  record Causal() implements Visibility {}

  /** See {@link #BIDIRECTIONAL}. */
  record Bidirectional() implements Visibility {}

  /** See {@link #prefix}. */
  @SuppressWarnings("ArrayRecordComponent") // carries a batch's lengths, never compared
  record Prefix(int[] lengths) implements Visibility {}
}
