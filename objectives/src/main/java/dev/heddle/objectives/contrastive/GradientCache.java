package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Large batches in the memory of small ones (Gao et al., "Scaling deep contrastive learning batch
 * size under memory limited setup", 2021, section 3.2): vectors are computed a chunk at a time
 * without records; the loss is differentiated with respect to them; then each chunk is computed
 * again, recorded, and goes backwards from its part of that gradient. The gradient is that of the
 * whole batch, since a text's vector does not depend on the texts beside it and randomness is keyed
 * by token.
 *
 * @param vectors makes the vectors of a chunk
 * @param chunk texts of a chunk at most
 */
record GradientCache(TextVectors vectors, int chunk) {

  /**
   * The vectors of all texts, computed without records.
   *
   * @return {@code [texts, width]}, constant, owned by {@code scope}
   */
  @SuppressWarnings("try") // recording is paused for its duration, never named
  NDArray forward(PackedTokens texts, int[] prompts, Scope scope) {
    try (GradientMode paused = autograd().paused();
        Scope inner = scope.inner()) {
      List<NDArray> parts = new ArrayList<>();
      for (int first = 0; first < prompts.length; first += chunk) {
        parts.add(vectors.of(part(texts, first), promptsOf(prompts, first), inner));
      }
      return scope.adopt(kernels().call("rows_of_all", parts));
    }
  }

  /**
   * Accumulates the gradient of a loss of all vectors.
   *
   * @param loss takes the vectors, tracked, and differentiates what it makes of them
   */
  void accumulate(PackedTokens texts, int[] prompts, Consumer<NDArray> loss, Scope scope) {
    NDArray all = forward(texts, prompts, scope);
    autograd().track(all);
    loss.accept(all);
    NDArray gradient = autograd().gradient(all, scope.manager()).orElseThrow();
    for (int first = 0; first < prompts.length; first += chunk) {
      try (Scope inner = scope.inner()) {
        PackedTokens part = part(texts, first);
        NDArray again = vectors.of(part, promptsOf(prompts, first), inner);
        NDArray received =
            kernels().call("stretch_of_rows", gradient, first, part.lengths().length);
        autograd().backward(again, inner.adopt(received));
      }
    }
  }

  private PackedTokens part(PackedTokens texts, int first) {
    return texts.part(first, Math.min(texts.lengths().length, first + chunk));
  }

  private int[] promptsOf(int[] prompts, int first) {
    return Arrays.copyOfRange(prompts, first, Math.min(prompts.length, first + chunk));
  }

  private Autograd autograd() {
    return vectors.model().engine().autograd();
  }

  private Kernels kernels() {
    return vectors.model().engine().kernels();
  }
}
