package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.configs.Default;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;

/**
 * How the vector of a text is made from those of its tokens.
 *
 * @param pooling which vector stands for the text
 * @param normalize whether it is scaled to length 1, so that dot products are cosines
 */
public record SentencePooling(
    @Default("mean") Pooling pooling, @Default("true") boolean normalize) {

  /**
   * The vectors of a batch of texts.
   *
   * @param scope owns the result
   * @return {@code [texts, width]}, fp32
   */
  public NDArray embed(TextEncoder model, PackedTokens texts, Scope scope) {
    return embed(model, texts, model.visibility(), scope);
  }

  /**
   * The same with another rule of who sees whom, such as {@link Visibility#BIDIRECTIONAL} of a
   * decoder.
   */
  public NDArray embed(TextEncoder model, PackedTokens texts, Visibility visibility, Scope scope) {
    Kernels kernels = model.engine().kernels();
    try (Scope inner = scope.inner()) {
      NDArray pooled = pooling.of(model.encode(texts, visibility, inner), texts, kernels, inner);
      return scope.adopt(normalize ? kernels.call("unit_rows", pooled) : pooled);
    }
  }
}
