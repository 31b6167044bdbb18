package dev.heddle.models.generation;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;
import java.util.stream.IntStream;

/** Chooses the next token of each sequence as settings say. */
final class TokenChoice {
  private final Kernels kernels;
  private final GenerationSettings settings;
  private final Draws draws;

  TokenChoice(Kernels kernels, GenerationSettings settings) {
    this.kernels = kernels;
    this.settings = settings;
    this.draws = new Draws(settings.seed());
  }

  /**
   * The next tokens, one a row.
   *
   * @param logits {@code [sequences, vocabulary]}
   * @param texts the number of each sequence's prompt
   * @param place of these tokens in their texts, from 0
   */
  int[] next(NDArray logits, int[] texts, int place, Scope scope) {
    NDArray allowed = place < settings.minNewTokens() ? withoutEnds(logits, scope) : logits;
    NDArray chosen =
        settings.doSample()
            ? drawn(allowed, texts, place, scope)
            : kernels.call("greedy_tokens", allowed);
    return IntStream.range(0, texts.length).map(i -> (int) chosen.getLong(i)).toArray();
  }

  private NDArray withoutEnds(NDArray logits, Scope scope) {
    int[] ends = settings.eosTokenId().stream().mapToInt(Integer::intValue).toArray();
    return ends.length == 0
        ? logits
        : kernels.call("without_tokens", logits, scope.longs(ends, ends.length));
  }

  private NDArray drawn(NDArray logits, int[] texts, int place, Scope scope) {
    float[] uniforms = new float[texts.length];
    for (int i = 0; i < texts.length; i++) {
      uniforms[i] = draws.uniform(texts[i], place);
    }
    return kernels.call(
        "sampled_tokens",
        logits,
        scope.floats(uniforms, uniforms.length),
        settings.temperature(),
        settings.topK(),
        settings.topP());
  }
}
