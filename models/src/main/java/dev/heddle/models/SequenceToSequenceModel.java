package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.encoderdecoder.PairCache;
import dev.heddle.models.engine.Scope;

/** An encoder that reads a source and a decoder that writes a target in its light. */
public interface SequenceToSequenceModel extends LanguageModel {
  /**
   * Encodes sources.
   *
   * @param scope owns the result and everything computed from it
   * @return {@code [source tokens, width]}, fp32
   */
  NDArray encode(PackedTokens source, Scope scope);

  /**
   * Hidden states of targets, each token in the light of those before it and of the whole source.
   *
   * @param target as many sequences as the source, the i-th written for the i-th
   * @param memory what {@link #encode} returned
   * @param source what {@code memory} was computed from
   * @param scope owns the result and everything computed from it
   * @return {@code [target tokens, width]}, fp32, ready for {@link #loss} and {@link #logits}
   */
  NDArray decode(PackedTokens target, NDArray memory, PackedTokens source, Scope scope);

  /**
   * Hidden states of what comes next in targets that a cache remembers, and has the cache remember
   * it: whole targets when it has none, else one token of each. Never recorded for a backward pass.
   *
   * @param next for each pair of the cache, in its order
   * @param scope owns the result and everything computed from it
   * @return {@code [tokens of next, width]}, fp32, equal to the rows that decoding the whole
   *     targets would give
   * @throws IllegalArgumentException when a target becomes longer than {@link #maximumLength}
   */
  NDArray decode(PackedTokens next, PairCache cache, Scope scope);

  /** The token that every target starts with. */
  int decoderStart();
}
