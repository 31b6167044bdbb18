package dev.heddle.models.mixtral;

import dev.heddle.configs.Default;
import dev.heddle.models.decoder.DecoderSettings;
import dev.heddle.models.decoder.DecoderSizes;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.Locale;
import java.util.Optional;

/**
 * The sizes of a Mixtral under Hugging Face's names; the defaults are the 8×7-billion model's.
 *
 * @param slidingWindow how many tokens a token sees in every layer, itself and those before it
 * @param numLocalExperts how many experts a layer has
 * @param numExpertsPerTok how many of them compute a token
 * @param outputRouterLogits whether transformers adds its load-balancing loss; kept for its sake,
 *     without effect here
 * @param routerAuxLossCoef the weight of that loss
 * @param routerJitterNoise how far transformers' training shakes what routers read; kept for its
 *     sake, without effect here
 */
public record MixtralSettings(
    @Default("4096") int hiddenSize,
    @Default("14336") int intermediateSize,
    @Default("32") int numHiddenLayers,
    @Default("32") int numAttentionHeads,
    @Default("8") Optional<Integer> numKeyValueHeads,
    Optional<Integer> headDim,
    @Default("silu") Activation hiddenAct,
    @Default("131072") int maxPositionEmbeddings,
    @Default("1e-5") double rmsNormEps,
    Optional<Integer> slidingWindow,
    @Default("8") int numLocalExperts,
    @Default("2") int numExpertsPerTok,
    @Default("false") boolean outputRouterLogits,
    @Default("0.001") double routerAuxLossCoef,
    @Default("0") double routerJitterNoise,
    @Default("false") boolean tieWordEmbeddings,
    @Default("0") double attentionDropout,
    @Default("0.02") double initializerRange,
    @Default("{rope_theta: 1000000}") RotarySettings ropeParameters)
    implements DecoderSettings {

  /** Checks ranges. */
  public MixtralSettings {
    new DecoderSizes(
            hiddenSize,
            intermediateSize,
            numHiddenLayers,
            numAttentionHeads,
            numKeyValueHeads,
            headDim,
            maxPositionEmbeddings)
        .checks(MixtralSettings.class)
        .require(
            hiddenAct == Activation.SILU,
            "hiddenAct",
            hiddenAct.name().toLowerCase(Locale.ROOT),
            "experts compute silu")
        .require(
            slidingWindow.isEmpty() || slidingWindow.get() > 0,
            "slidingWindow",
            slidingWindow.orElse(0),
            "must be above 0")
        .positive("numLocalExperts", numLocalExperts)
        .inRange("numExpertsPerTok", numExpertsPerTok, 1, Math.max(1, numLocalExperts))
        .positive("rmsNormEps", rmsNormEps)
        .inRange("attentionDropout", attentionDropout, 0, 1)
        .positive("initializerRange", initializerRange)
        .done();
  }
}
