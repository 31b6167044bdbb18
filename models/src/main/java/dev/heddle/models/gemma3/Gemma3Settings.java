package dev.heddle.models.gemma3;

import dev.heddle.configs.Default;
import dev.heddle.models.decoder.DecoderSizes;
import dev.heddle.models.decoder.SandwichSettings;
import dev.heddle.models.layers.attention.LayeredRotary;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.Optional;

/**
 * The sizes of the text model of a Gemma 3 under Hugging Face's names; the defaults are the
 * smallest model's (26 layers).
 *
 * @param queryPreAttnScalar scores are divided by its root
 * @param slidingWindow how many tokens a token of a local layer sees, itself and those before it
 * @param slidingWindowPattern every n-th layer, the last of each n, sees the whole sequence
 * @param finalLogitSoftcapping what the logits of the vocabulary are bent to as {@code cap ·
 *     tanh(logit / cap)}; 0 leaves them straight
 */
public record Gemma3Settings(
    @Default("2304") int hiddenSize,
    @Default("9216") int intermediateSize,
    @Default("26") int numHiddenLayers,
    @Default("8") int numAttentionHeads,
    @Default("4") int numKeyValueHeads,
    @Default("256") int headDim,
    @Default("gelu_pytorch_tanh") Activation hiddenActivation,
    @Default("131072") int maxPositionEmbeddings,
    @Default("256") int queryPreAttnScalar,
    @Default("4096") int slidingWindow,
    @Default("6") int slidingWindowPattern,
    @Default("0") double finalLogitSoftcapping,
    @Default("1e-6") double rmsNormEps,
    @Default("false") boolean attentionBias,
    @Default("0") double attentionDropout,
    @Default("true") boolean tieWordEmbeddings,
    @Default("0.02") double initializerRange,
    LayeredRotary ropeParameters)
    implements SandwichSettings {

  /** Checks ranges. */
  public Gemma3Settings {
    new DecoderSizes(
            hiddenSize,
            intermediateSize,
            numHiddenLayers,
            numAttentionHeads,
            Optional.of(numKeyValueHeads),
            Optional.of(headDim),
            maxPositionEmbeddings)
        .checksOfWholeHeads(Gemma3Settings.class)
        .positive("queryPreAttnScalar", queryPreAttnScalar)
        .positive("slidingWindow", slidingWindow)
        .positive("slidingWindowPattern", slidingWindowPattern)
        .notNegative("finalLogitSoftcapping", finalLogitSoftcapping)
        .positive("rmsNormEps", rmsNormEps)
        .inRange("attentionDropout", attentionDropout, 0, 1)
        .positive("initializerRange", initializerRange)
        .done();
  }
}
