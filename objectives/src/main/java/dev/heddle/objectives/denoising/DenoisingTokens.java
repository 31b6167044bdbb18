package dev.heddle.objectives.denoising;

import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.stream.Stream;

/** The special tokens that sources and targets are made with. */
final class DenoisingTokens {

  /** T5's name of the end of sequence. */
  private static final String END = "</s>";

  private DenoisingTokens() {}

  /**
   * What a tokenizer must have.
   *
   * @param others come before the sentinels, which stay the last of the vocabulary
   */
  static List<String> of(TokenizerInfo present, String... others) {
    Stream<String> end = present.special().eos().isPresent() ? Stream.empty() : Stream.of(END);
    Stream<String> sentinels =
        Sentinels.areIn(present) ? Stream.empty() : Sentinels.texts().stream();
    return Stream.of(end, Stream.of(others), sentinels).flatMap(texts -> texts).toList();
  }

  /**
   * The token that closes what a model reads and writes.
   *
   * @throws IllegalArgumentException if the tokenizer has none
   */
  static int end(TokenizerInfo tokenizer) {
    return tokenizer
        .special()
        .eos()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot denoise: tokenizer eos_token=none; targets end with one; prepare the corpus with this run file, which adds "
                        + END));
  }
}
