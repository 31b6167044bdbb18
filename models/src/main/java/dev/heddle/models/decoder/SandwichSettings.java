package dev.heddle.models.decoder;

import dev.heddle.models.layers.feedforward.Activation;
import dev.heddle.models.registry.LayerPattern;
import java.util.Optional;

/** What the settings of all families with Gemma's layers have, under Hugging Face's names. */
public interface SandwichSettings {
  /** The width of a token's vector. */
  int hiddenSize();

  /** How many units a feed-forward part has. */
  int intermediateSize();

  /** How many layers. */
  int numHiddenLayers();

  /** How many query heads. */
  int numAttentionHeads();

  /** How many heads of keys and values. */
  int numKeyValueHeads();

  /** The width of a head. */
  int headDim();

  /** The function between the feed-forward layers. */
  Activation hiddenActivation();

  /** How long a sequence may be where positions are not stretched, in tokens. */
  int maxPositionEmbeddings();

  /** Scores are divided by its root. */
  int queryPreAttnScalar();

  /** How many tokens a token of a local layer sees, itself and those before it. */
  int slidingWindow();

  /** Every n-th layer, the last of each n, sees the whole sequence. */
  int slidingWindowPattern();

  /** What scores are bent to as {@code cap · tanh(score / cap)}; 0 leaves them straight. */
  default double attnLogitSoftcapping() {
    return 0;
  }

  /** The same for the logits of the vocabulary. */
  double finalLogitSoftcapping();

  /** What norms add to the mean square. */
  double rmsNormEps();

  /** Whether queries, keys, values and outputs add a vector. */
  boolean attentionBias();

  /** Whether the head predicts with the embedding table. */
  boolean tieWordEmbeddings();

  /** The deviation of the normal that matrices are drawn from. */
  double initializerRange();

  /** The probability with which a weight of attention is dropped in training. */
  double attentionDropout();

  /** The sizes alone. */
  default DecoderSizes sizes() {
    return new DecoderSizes(
        hiddenSize(),
        intermediateSize(),
        numHiddenLayers(),
        numAttentionHeads(),
        Optional.of(numKeyValueHeads()),
        Optional.of(headDim()),
        maxPositionEmbeddings());
  }

  /** Which layers see the whole sequence. */
  default LayerPattern pattern() {
    return new LayerPattern(slidingWindowPattern(), LayerPattern.Place.LAST);
  }
}
