package dev.heddle.models.t5;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.util.Objects;
import java.util.Set;

/**
 * The sizes of a T5 under Hugging Face's names; the defaults are the paper's base model.
 *
 * @param dKv the width of an attention head
 * @param dFf the inner width of a feed-forward block
 * @param numLayers of the encoder
 * @param relativeAttentionNumBuckets of distances; the encoder halves them between both directions
 * @param relativeAttentionMaxDistance from where on all distances share a bucket, in tokens
 * @param initializerFactor multiplies the deviation of the first values of matrices
 * @param feedForwardProj the activation, with {@code gated-} before it for a gated unit; {@code
 *     gated-gelu} means the approximation with a hyperbolic tangent, as in version 1.1
 * @param tieWordEmbeddings whether the head predicts with the embedding table
 * @param scaleDecoderOutputs whether the head multiplies hidden states by {@code d_model^-0.5}, as
 *     version 1.0 does and version 1.1 does not
 */
public record T5Settings(
    @Default("768") int dModel,
    @Default("64") int dKv,
    @Default("3072") int dFf,
    @Default("12") int numLayers,
    @Default("12") int numDecoderLayers,
    @Default("12") int numHeads,
    @Default("32") int relativeAttentionNumBuckets,
    @Default("128") int relativeAttentionMaxDistance,
    @Default("0.1") double dropoutRate,
    @Default("0.0") double classifierDropout,
    @Default("1e-6") double layerNormEpsilon,
    @Default("1.0") double initializerFactor,
    @Default("relu") String feedForwardProj,
    @Default("true") boolean tieWordEmbeddings,
    @Default("true") boolean scaleDecoderOutputs,
    @Default("0") int decoderStartTokenId) {
  private static final int LEAST_BUCKETS = 4;

  /** Checks ranges. */
  public T5Settings {
    Objects.requireNonNull(feedForwardProj, "feedForwardProj");
    Checks.of(T5Settings.class)
        .positive("dModel", dModel)
        .positive("dKv", dKv)
        .positive("dFf", dFf)
        .positive("numLayers", numLayers)
        .positive("numDecoderLayers", numDecoderLayers)
        .positive("numHeads", numHeads)
        .require(
            relativeAttentionNumBuckets >= LEAST_BUCKETS,
            "relativeAttentionNumBuckets",
            relativeAttentionNumBuckets,
            "must be at least 4, near and far in both directions")
        .require(
            relativeAttentionMaxDistance > relativeAttentionNumBuckets / 2,
            "relativeAttentionMaxDistance",
            relativeAttentionMaxDistance,
            "must be above half of relative_attention_num_buckets (%d), which are single distances"
                .formatted(relativeAttentionNumBuckets))
        .inRange("dropoutRate", dropoutRate, 0, 1)
        .inRange("classifierDropout", classifierDropout, 0, 1)
        .positive("layerNormEpsilon", layerNormEpsilon)
        .positive("initializerFactor", initializerFactor)
        .require(
            FeedForwardForm.keys().contains(feedForwardProj),
            "feedForwardProj",
            feedForwardProj,
            "must be one of " + String.join(", ", FeedForwardForm.keys()))
        .notNegative("decoderStartTokenId", decoderStartTokenId)
        .done();
  }

  /**
   * The same with {@link #tieWordEmbeddings} as stored tensors have it. A tied head without scaling
   * is what transformers 5 writes for every version 1.1, tied or not.
   */
  T5Settings settled(Set<String> tensors) {
    boolean isOpen = tieWordEmbeddings && !scaleDecoderOutputs;
    return isOpen && tensors.contains(T5.HEAD_TENSOR) ? untied() : this;
  }

  private T5Settings untied() {
    return new T5Settings(
        dModel,
        dKv,
        dFf,
        numLayers,
        numDecoderLayers,
        numHeads,
        relativeAttentionNumBuckets,
        relativeAttentionMaxDistance,
        dropoutRate,
        classifierDropout,
        layerNormEpsilon,
        initializerFactor,
        feedForwardProj,
        false,
        scaleDecoderOutputs,
        decoderStartTokenId);
  }

  /** The width of all heads together. */
  int innerWidth() {
    return numHeads * dKv;
  }
}
