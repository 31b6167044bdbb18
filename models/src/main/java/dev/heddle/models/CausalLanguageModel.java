package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;

/** A decoder: each token is predicted from those before it. */
public interface CausalLanguageModel extends TextEncoder, LanguageModel {
  /** Encodes with every token seeing itself and what stands before it in its sequence. */
  @Override
  default NDArray encode(PackedTokens tokens, Scope scope) {
    return encode(tokens, Visibility.CAUSAL, scope);
  }

  /**
   * Encodes with another rule of who sees whom, such as {@link Visibility#BIDIRECTIONAL} for
   * embeddings.
   *
   * @param scope owns the result and everything computed from it
   * @return {@code [tokens, width]}, fp32, after the final norm
   */
  NDArray encode(PackedTokens tokens, Visibility visibility, Scope scope);
}
