package dev.heddle.data.tokenize;

import java.util.OptionalInt;
import java.util.Set;

/**
 * The token ids with a meaning of their own.
 *
 * @param pad fills a batch up to a rectangle
 * @param unknown stands for what the vocabulary cannot spell
 * @param cls opens a sequence in encoders
 * @param sep closes a sequence in encoders
 * @param mask hides a token that the model has to guess
 * @param bos opens a sequence in decoders
 * @param eos closes a sequence in decoders
 * @param all every special id, those without a role included
 */
public record SpecialTokens(
    OptionalInt pad,
    OptionalInt unknown,
    OptionalInt cls,
    OptionalInt sep,
    OptionalInt mask,
    OptionalInt bos,
    OptionalInt eos,
    Set<Integer> all) {

  /** Copies the set. */
  public SpecialTokens {
    all = Set.copyOf(all);
  }
}
