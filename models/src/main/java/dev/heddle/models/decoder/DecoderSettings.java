package dev.heddle.models.decoder;

import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.Optional;

/** What the settings of all families with Llama's layers have, under Hugging Face's names. */
public interface DecoderSettings {
  /** The width of a token's vector. */
  int hiddenSize();

  /** How many units a feed-forward part has. */
  int intermediateSize();

  /** How many layers. */
  int numHiddenLayers();

  /** How many query heads. */
  int numAttentionHeads();

  /** How many heads of keys and values; absent: as many as of queries. */
  Optional<Integer> numKeyValueHeads();

  /** The width of a head; absent: {@code hidden_size / num_attention_heads}. */
  Optional<Integer> headDim();

  /** The function between the feed-forward layers. */
  Activation hiddenAct();

  /** How long a sequence may be where {@link #ropeParameters} do not stretch it, in tokens. */
  int maxPositionEmbeddings();

  /** What norms add to the mean square. */
  double rmsNormEps();

  /** Whether the head predicts with the embedding table. */
  boolean tieWordEmbeddings();

  /** The deviation of the normal that matrices are drawn from. */
  double initializerRange();

  /** The probability with which a weight of attention is dropped in training. */
  double attentionDropout();

  /** The rotary positions of all layers. */
  RotarySettings ropeParameters();

  /** The sizes alone. */
  default DecoderSizes sizes() {
    return new DecoderSizes(
        hiddenSize(),
        intermediateSize(),
        numHiddenLayers(),
        numAttentionHeads(),
        numKeyValueHeads(),
        headDim(),
        maxPositionEmbeddings());
  }
}
