package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;

/** A model that makes one vector of every token. */
public interface TextEncoder extends Model {
  /**
   * Encodes every token in the light of what the model lets it see of its own sequence.
   *
   * @param scope owns the result and everything computed from it
   * @return {@code [tokens, width]}, fp32, rows in the order of {@code tokens}
   * @throws IllegalArgumentException when a sequence is longer than {@link #maximumLength}, or an
   *     id or a token type is outside its table
   */
  default NDArray encode(PackedTokens tokens, Scope scope) {
    return encode(tokens, visibility(), scope);
  }

  /**
   * Encodes with a rule of who sees whom, such as {@link Visibility#BIDIRECTIONAL} for embeddings
   * by a decoder. A decoder computes every rule, an encoder the bidirectional one alone.
   *
   * @param scope owns the result and everything computed from it
   * @return {@code [tokens, width]}, fp32, rows in the order of {@code tokens}
   * @throws IllegalArgumentException as above, and when the model does not compute the rule
   */
  NDArray encode(PackedTokens tokens, Visibility visibility, Scope scope);

  /** Who sees whom unless a caller says otherwise. */
  Visibility visibility();

  /** How many kinds of tokens it tells apart, such as first and second text; at least 1. */
  default int tokenTypes() {
    return 1;
  }
}
