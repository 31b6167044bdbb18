package dev.heddle.models.generation;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.util.List;
import java.util.Optional;

/**
 * How texts are written, under the names and with the defaults of {@code generation_config.json},
 * but for {@code seed} and for the length where nothing is said about it.
 *
 * @param doSample whether tokens are drawn by their probabilities; else the most probable is taken
 * @param temperature what logits are divided by before a draw; below 1 sharpens
 * @param topK how many of the most probable tokens a draw chooses from; 0 for all
 * @param topP the fewest most probable tokens that together have this probability are what a draw
 *     chooses from
 * @param seed of all draws; each sequence draws from a stream of its own
 * @param maxNewTokens how many tokens are written at most; wins over {@code maxLength}
 * @param maxLength how long prompt and text may be together, of an encoder-decoder the text with
 *     its start token; without either, 128 tokens are written
 * @param minNewTokens how many tokens are written before an end token may be chosen
 * @param eosTokenId tokens that end a text
 * @param decoderStartTokenId what texts of an encoder-decoder start with; absent: as the model says
 * @param forcedBosTokenId the first token of every text
 * @param forcedEosTokenId the last token of a text that is as long as it may be
 */
public record GenerationSettings(
    @Default("false") boolean doSample,
    @Default("1.0") double temperature,
    @Default("50") int topK,
    @Default("1.0") double topP,
    @Default("0") long seed,
    Optional<Integer> maxNewTokens,
    Optional<Integer> maxLength,
    @Default("0") int minNewTokens,
    @Default("[]") List<Integer> eosTokenId,
    Optional<Integer> decoderStartTokenId,
    Optional<Integer> forcedBosTokenId,
    Optional<Integer> forcedEosTokenId) {
  private static final int NEW_TOKENS = 128;

  /** Checks the ranges. */
  public GenerationSettings {
    eosTokenId = List.copyOf(eosTokenId);
    Checks.of(GenerationSettings.class)
        .positive("temperature", temperature)
        .notNegative("topK", topK)
        .require(topP > 0 && topP <= 1, "topP", topP, "must be above 0 and at most 1")
        .positive("maxNewTokens", maxNewTokens.orElse(1))
        .positive("maxLength", maxLength.orElse(1))
        .notNegative("minNewTokens", minNewTokens)
        .require(
            maxNewTokens.isEmpty() || minNewTokens <= maxNewTokens.get(),
            "minNewTokens",
            minNewTokens,
            "must be at most max_new_tokens")
        .require(
            eosTokenId.stream().allMatch(token -> token >= 0),
            "eosTokenId",
            eosTokenId,
            "must be token ids, 0 or above")
        .done();
  }

  /** Always the most probable token, so many of them, and no token that ends a text. */
  public static GenerationSettings greedy(int newTokens) {
    return new GenerationSettings(
        false,
        1,
        0,
        1,
        0,
        Optional.of(newTokens),
        Optional.empty(),
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * How many tokens may follow a prompt.
   *
   * @param given how many tokens of {@code max_length} the prompt takes
   */
  int newTokens(int given) {
    return maxNewTokens.orElseGet(() -> maxLength.map(length -> length - given).orElse(NEW_TOKENS));
  }
}
