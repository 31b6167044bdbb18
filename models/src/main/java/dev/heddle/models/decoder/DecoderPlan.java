package dev.heddle.models.decoder;

import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.norm.Norm;
import java.util.List;

/**
 * What tells one decoder family from another; the rest is {@link DecoderBody} and {@link
 * PlannedDecoder}. Names of tensors are Llama's: {@code model.embed_tokens}, {@code model.layers},
 * {@code model.norm}, {@code lm_head}.
 */
public interface DecoderPlan {
  /** The width of a token's vector. */
  int width();

  /** The longest sequence it takes, in tokens. */
  int maximumLength();

  /** The first values of the embedding table and of the head. */
  Initializer first();

  /** All layers, built below {@code site}, each named by its number. */
  List<DecoderLayer> layers(Site site);

  /** The norm after the last layer. */
  Norm norm(Site site);

  /** Whether the head predicts with the embedding table. */
  boolean tied();

  /** What embeddings are multiplied by. */
  default double embeddingScale() {
    return 1;
  }

  /** What the head's logits are bent to as {@code cap · tanh(logit / cap)}; 0 for not at all. */
  default double logitCap() {
    return 0;
  }
}
