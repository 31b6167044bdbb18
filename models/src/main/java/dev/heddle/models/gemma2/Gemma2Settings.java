package dev.heddle.models.gemma2;

import dev.heddle.configs.Default;
import dev.heddle.models.decoder.DecoderSizes;
import dev.heddle.models.decoder.SandwichSettings;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.Optional;

/**
 * The sizes of a Gemma 2 under Hugging Face's names; the defaults are the smallest model's (26
 * layers, 2.6 billion parameters with its vocabulary).
 *
 * @param queryPreAttnScalar scores are divided by its root
 * @param slidingWindow how many tokens a token of a local layer sees, itself and those before it
 * @param slidingWindowPattern every n-th layer, the last of each n, sees the whole sequence
 * @param attnLogitSoftcapping what scores are bent to as {@code cap · tanh(score / cap)}; 0 leaves
 *     them straight
 * @param finalLogitSoftcapping the same for the logits of the vocabulary
 */
public record Gemma2Settings(
    @Default("2304") int hiddenSize,
    @Default("9216") int intermediateSize,
    @Default("26") int numHiddenLayers,
    @Default("8") int numAttentionHeads,
    @Default("4") int numKeyValueHeads,
    @Default("256") int headDim,
    @Default("gelu_pytorch_tanh") Activation hiddenActivation,
    @Default("8192") int maxPositionEmbeddings,
    @Default("256") int queryPreAttnScalar,
    @Default("4096") int slidingWindow,
    @Default("2") int slidingWindowPattern,
    @Default("50") double attnLogitSoftcapping,
    @Default("30") double finalLogitSoftcapping,
    @Default("1e-6") double rmsNormEps,
    @Default("false") boolean attentionBias,
    @Default("0") double attentionDropout,
    @Default("true") boolean tieWordEmbeddings,
    @Default("0.02") double initializerRange,
    RotarySettings ropeParameters)
    implements SandwichSettings {

  /** Checks ranges. */
  public Gemma2Settings {
    new DecoderSizes(
            hiddenSize,
            intermediateSize,
            numHiddenLayers,
            numAttentionHeads,
            Optional.of(numKeyValueHeads),
            Optional.of(headDim),
            maxPositionEmbeddings)
        .checksOfWholeHeads(Gemma2Settings.class)
        .positive("queryPreAttnScalar", queryPreAttnScalar)
        .positive("slidingWindow", slidingWindow)
        .positive("slidingWindowPattern", slidingWindowPattern)
        .notNegative("attnLogitSoftcapping", attnLogitSoftcapping)
        .notNegative("finalLogitSoftcapping", finalLogitSoftcapping)
        .positive("rmsNormEps", rmsNormEps)
        .inRange("attentionDropout", attentionDropout, 0, 1)
        .positive("initializerRange", initializerRange)
        .done();
  }
}
