package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Pooling;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;

/**
 * Makes vectors of length 1 of texts.
 *
 * @param model what encodes them
 * @param visibility who sees whom in a text
 * @param pooling from the vectors of tokens to the vector of a text
 */
record TextVectors(TextEncoder model, Visibility visibility, Pooling pooling) {

  /**
   * The vectors of texts.
   *
   * @param prompts for each text how many tokens at its start the mean leaves out
   * @param scope owns the result
   * @return {@code [texts, width]}, fp32
   */
  NDArray of(PackedTokens texts, int[] prompts, Scope scope) {
    Kernels kernels = model.engine().kernels();
    try (Scope inner = scope.inner()) {
      NDArray hidden = model.encode(texts, visibility, inner);
      NDArray pooled = pooling.of(hidden, texts, prompts, kernels, inner);
      return scope.adopt(kernels.call("unit_rows", pooled));
    }
  }
}
