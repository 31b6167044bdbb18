package dev.heddle.models.llama;

import dev.heddle.configs.Default;
import dev.heddle.models.decoder.DecoderSettings;
import dev.heddle.models.decoder.DecoderSizes;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.Optional;

/**
 * The sizes of a Llama under Hugging Face's names; the defaults are the 7-billion model's.
 *
 * @param numKeyValueHeads heads of keys and values; absent: as many as of queries
 * @param headDim the width of a head; absent: {@code hidden_size / num_attention_heads}
 * @param attentionBias whether queries, keys, values and outputs add a vector
 * @param mlpBias whether the feed-forward layers add a vector
 */
public record LlamaSettings(
    @Default("4096") int hiddenSize,
    @Default("11008") int intermediateSize,
    @Default("32") int numHiddenLayers,
    @Default("32") int numAttentionHeads,
    Optional<Integer> numKeyValueHeads,
    Optional<Integer> headDim,
    @Default("silu") Activation hiddenAct,
    @Default("2048") int maxPositionEmbeddings,
    @Default("1e-6") double rmsNormEps,
    @Default("false") boolean attentionBias,
    @Default("false") boolean mlpBias,
    @Default("false") boolean tieWordEmbeddings,
    @Default("0") double attentionDropout,
    @Default("0.02") double initializerRange,
    RotarySettings ropeParameters)
    implements DecoderSettings {

  /** Checks ranges. */
  public LlamaSettings {
    new DecoderSizes(
            hiddenSize,
            intermediateSize,
            numHiddenLayers,
            numAttentionHeads,
            numKeyValueHeads,
            headDim,
            maxPositionEmbeddings)
        .checksOfWholeHeads(LlamaSettings.class)
        .positive("rmsNormEps", rmsNormEps)
        .inRange("attentionDropout", attentionDropout, 0, 1)
        .positive("initializerRange", initializerRange)
        .done();
  }
}
