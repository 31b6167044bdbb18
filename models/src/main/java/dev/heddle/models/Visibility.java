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
  record Prefix(int[] lengths) implements Visibility {
    /**
     * Refuses a batch that these prefixes do not belong to.
     *
     * @throws IllegalArgumentException when there is not one prefix for each sequence, or one is
     *     longer than its sequence
     */
    void requireFit(PackedTokens tokens) {
      if (lengths.length != tokens.lengths().length) {
        throw new IllegalArgumentException(
            "Cannot apply prefixes: prefixes=%d; must be as many as sequences, %d"
                .formatted(lengths.length, tokens.lengths().length));
      }
      for (int i = 0; i < lengths.length; i++) {
        if (lengths[i] < 0 || lengths[i] > tokens.lengths()[i]) {
          throw new IllegalArgumentException(
              "Cannot apply prefixes: prefix=%d; must be from 0 to %d, the length of its sequence"
                  .formatted(lengths[i], tokens.lengths()[i]));
        }
      }
    }
  }
}
