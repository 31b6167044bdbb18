package dev.heddle.models;

import java.util.Locale;

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

  /**
   * Refuses a batch that the rule does not belong to.
   *
   * @throws IllegalArgumentException when there is not one prefix for each sequence, or one is
   *     longer than its sequence
   */
  void requireFit(PackedTokens tokens);

  /**
   * Refuses every rule but {@link #BIDIRECTIONAL}, which is all that an encoder computes.
   *
   * @throws IllegalArgumentException naming the rule and the model
   */
  static void requireBidirectional(Visibility visibility, String modelType) {
    if (!(visibility instanceof Bidirectional)) {
      throw new IllegalArgumentException(
          "Cannot encode a batch: visibility=%s; a token of a %s sees all of its sequence; leave it out or use a decoder"
              .formatted(
                  visibility.getClass().getSimpleName().toLowerCase(Locale.ROOT), modelType));
    }
  }

  /** See {@link #CAUSAL}. */
  record Causal() implements Visibility {
    @Override
    public void requireFit(PackedTokens tokens) {} // any batch
  }

  /** See {@link #BIDIRECTIONAL}. */
  record Bidirectional() implements Visibility {
    @Override
    public void requireFit(PackedTokens tokens) {} // any batch
  }

  /** See {@link #prefix}. */
  @SuppressWarnings("ArrayRecordComponent") // carries a batch's lengths, never compared
  record Prefix(int[] lengths) implements Visibility {
    @Override
    public void requireFit(PackedTokens tokens) {
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
