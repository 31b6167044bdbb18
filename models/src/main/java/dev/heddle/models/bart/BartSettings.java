package dev.heddle.models.bart;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.Optional;

/**
 * The sizes of a BART under Hugging Face's names; the defaults are those of transformers, the
 * paper's large model (12 layers on either side, 406 million parameters with its vocabulary).
 *
 * @param initStd the deviation of the first values of matrices
 * @param scaleEmbedding whether words' vectors are multiplied by {@code sqrt(d_model)}
 * @param decoderStartTokenId the token that every target starts with
 * @param forcedBosTokenId the token that generation writes first, if there is one
 * @param forcedEosTokenId the token that generation writes last at the latest, if there is one
 */
public record BartSettings(
    @Default("1024") int dModel,
    @Default("1024") int maxPositionEmbeddings,
    @Default("12") int encoderLayers,
    @Default("4096") int encoderFfnDim,
    @Default("16") int encoderAttentionHeads,
    @Default("12") int decoderLayers,
    @Default("4096") int decoderFfnDim,
    @Default("16") int decoderAttentionHeads,
    @Default("gelu") Activation activationFunction,
    @Default("0.1") double dropout,
    @Default("0.0") double attentionDropout,
    @Default("0.0") double activationDropout,
    @Default("0.0") double classifierDropout,
    @Default("0.0") double encoderLayerdrop,
    @Default("0.0") double decoderLayerdrop,
    @Default("0.02") double initStd,
    @Default("false") boolean scaleEmbedding,
    @Default("2") int decoderStartTokenId,
    Optional<Integer> forcedBosTokenId,
    Optional<Integer> forcedEosTokenId) {

  /** Checks ranges. */
  public BartSettings {
    Checks checks =
        Checks.of(BartSettings.class)
            .positive("dModel", dModel)
            .positive("maxPositionEmbeddings", maxPositionEmbeddings)
            .positive("encoderLayers", encoderLayers)
            .positive("encoderFfnDim", encoderFfnDim)
            .positive("encoderAttentionHeads", encoderAttentionHeads)
            .positive("decoderLayers", decoderLayers)
            .positive("decoderFfnDim", decoderFfnDim)
            .positive("decoderAttentionHeads", decoderAttentionHeads)
            .inRange("dropout", dropout, 0, 1)
            .inRange("attentionDropout", attentionDropout, 0, 1)
            .inRange("activationDropout", activationDropout, 0, 1)
            .inRange("classifierDropout", classifierDropout, 0, 1)
            .inRange("encoderLayerdrop", encoderLayerdrop, 0, 1)
            .inRange("decoderLayerdrop", decoderLayerdrop, 0, 1)
            .positive("initStd", initStd)
            .notNegative("decoderStartTokenId", decoderStartTokenId);
    requireWholeHeads(checks, dModel, "encoder_attention_heads", encoderAttentionHeads);
    requireWholeHeads(checks, dModel, "decoder_attention_heads", decoderAttentionHeads);
    checks.done();
  }

  private static void requireWholeHeads(Checks checks, int width, String key, int heads) {
    checks.require(
        heads < 1 || width % heads == 0,
        "dModel",
        width,
        "must be a multiple of %s (%d)".formatted(key, heads));
  }

  /** The sizes of the encoder. */
  Side encoder() {
    return new Side(encoderLayers, encoderFfnDim, encoderAttentionHeads);
  }

  /** The sizes of the decoder. */
  Side decoder() {
    return new Side(decoderLayers, decoderFfnDim, decoderAttentionHeads);
  }

  /**
   * What encoder and decoder may have of their own.
   *
   * @param inner the width inside a feed-forward block
   */
  record Side(int layers, int inner, int heads) {}
}
