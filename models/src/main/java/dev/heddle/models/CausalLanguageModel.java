package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.attention.KeyValueCache;

/** A decoder: each token is predicted from those before it. */
public interface CausalLanguageModel extends TextEncoder, LanguageModel {
  /**
   * Encodes what comes next in sequences that a cache remembers, and has the cache remember it:
   * whole sequences when it is empty, else one token of each. Never recorded for a backward pass.
   *
   * @param next for each sequence of the cache, in its order
   * @param scope owns the result and everything computed from it
   * @return {@code [tokens of next, width]}, fp32, equal to the rows that encoding the whole
   *     sequences would give
   * @throws IllegalArgumentException when a sequence becomes longer than {@link #maximumLength}
   */
  NDArray encode(PackedTokens next, KeyValueCache cache, Scope scope);
}
