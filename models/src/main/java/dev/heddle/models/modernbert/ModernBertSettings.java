package dev.heddle.models.modernbert;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.models.Pooling;
import dev.heddle.models.registry.LayerPattern;

/**
 * The sizes of a ModernBERT under Hugging Face's names; the defaults are the paper's base model (22
 * layers, 149 million parameters with its vocabulary).
 *
 * @param localAttention how many tokens a local layer sees around a token, both sides together
 * @param globalAttnEveryNLayers every n-th layer, the first included, sees the whole sequence
 * @param initializerCutoffFactor where the normal that weights are drawn from is cut off, in
 *     deviations
 * @param classifierPooling which vector of a sequence its class is read from: {@code cls} or {@code
 *     mean}
 */
public record ModernBertSettings(
    @Default("768") int hiddenSize,
    @Default("1152") int intermediateSize,
    @Default("22") int numHiddenLayers,
    @Default("12") int numAttentionHeads,
    @Default("8192") int maxPositionEmbeddings,
    @Default("128") int localAttention,
    @Default("3") int globalAttnEveryNLayers,
    @Default("160000") double globalRopeTheta,
    @Default("10000") double localRopeTheta,
    @Default("1e-5") double normEps,
    @Default("false") boolean normBias,
    @Default("false") boolean attentionBias,
    @Default("false") boolean mlpBias,
    @Default("false") boolean classifierBias,
    @Default("true") boolean decoderBias,
    @Default("0.02") double initializerRange,
    @Default("2.0") double initializerCutoffFactor,
    @Default("0.0") double attentionDropout,
    @Default("0.0") double embeddingDropout,
    @Default("0.0") double mlpDropout,
    @Default("0.0") double classifierDropout,
    @Default("cls") Pooling classifierPooling) {

  /** Checks ranges. */
  public ModernBertSettings {
    Checks checks =
        Checks.of(ModernBertSettings.class)
            .positive("hiddenSize", hiddenSize)
            .positive("intermediateSize", intermediateSize)
            .positive("numHiddenLayers", numHiddenLayers)
            .positive("numAttentionHeads", numAttentionHeads)
            .positive("maxPositionEmbeddings", maxPositionEmbeddings)
            .positive("localAttention", localAttention)
            .positive("globalAttnEveryNLayers", globalAttnEveryNLayers)
            .positive("globalRopeTheta", globalRopeTheta)
            .positive("localRopeTheta", localRopeTheta)
            .positive("normEps", normEps)
            .positive("initializerRange", initializerRange)
            .positive("initializerCutoffFactor", initializerCutoffFactor)
            .inRange("attentionDropout", attentionDropout, 0, 1)
            .inRange("embeddingDropout", embeddingDropout, 0, 1)
            .inRange("mlpDropout", mlpDropout, 0, 1)
            .inRange("classifierDropout", classifierDropout, 0, 1)
            .require(
                classifierPooling != Pooling.LAST,
                "classifierPooling",
                "last",
                "must be cls or mean");
    if (hiddenSize > 0 && numAttentionHeads > 0) {
      checks.require(
          hiddenSize % (2 * numAttentionHeads) == 0,
          "hiddenSize",
          hiddenSize,
          "must be a multiple of twice num_attention_heads (%d), because rotary positions turn pairs"
              .formatted(numAttentionHeads));
    }
    checks.done();
  }

  /** The width of an attention head. */
  public int headWidth() {
    return hiddenSize / numAttentionHeads;
  }

  /** Which layers see the whole sequence. */
  public LayerPattern pattern() {
    return new LayerPattern(globalAttnEveryNLayers, LayerPattern.Place.FIRST);
  }

  /** Whether layer {@code index}, counted from 0, sees the whole sequence. */
  public boolean isGlobal(int index) {
    return pattern().isGlobal(index);
  }

  /** How far a token sees to either side in a local layer. */
  public int reach() {
    return localAttention / 2;
  }

  /** The deviation of weights that write to the residual stream, smaller the more layers do. */
  public double outputRange() {
    return initializerRange / Math.sqrt(2.0 * numHiddenLayers);
  }
}
