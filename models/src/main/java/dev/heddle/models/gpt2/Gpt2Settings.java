package dev.heddle.models.gpt2;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.models.layers.attention.AttentionShape;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.Optional;

/**
 * The sizes of a GPT-2 under Hugging Face's names; the defaults are the smallest of the paper's
 * models (12 layers, 124 million parameters with its vocabulary).
 *
 * @param nInner the width inside the feed-forward block; {@code 4 · n_embd} where absent
 * @param scaleAttnWeights whether scores are divided by the root of the head's width
 * @param scaleAttnByInverseLayerIdx whether the scores of the n-th layer, counted from 1, are
 *     divided by n besides
 * @param reorderAndUpcastAttn kept for the files' sake: scores are accumulated in fp32 with either
 *     value
 */
public record Gpt2Settings(
    @Default("1024") int nPositions,
    @Default("768") int nEmbd,
    @Default("12") int nLayer,
    @Default("12") int nHead,
    Optional<Integer> nInner,
    @Default("gelu_new") Activation activationFunction,
    @Default("0.1") double residPdrop,
    @Default("0.1") double embdPdrop,
    @Default("0.1") double attnPdrop,
    @Default("1e-5") double layerNormEpsilon,
    @Default("0.02") double initializerRange,
    @Default("true") boolean scaleAttnWeights,
    @Default("false") boolean scaleAttnByInverseLayerIdx,
    @Default("false") boolean reorderAndUpcastAttn,
    @Default("true") boolean tieWordEmbeddings) {

  /** Checks ranges. */
  public Gpt2Settings {
    Checks checks =
        Checks.of(Gpt2Settings.class)
            .positive("nPositions", nPositions)
            .positive("nEmbd", nEmbd)
            .positive("nLayer", nLayer)
            .positive("nHead", nHead)
            .inRange("residPdrop", residPdrop, 0, 1)
            .inRange("embdPdrop", embdPdrop, 0, 1)
            .inRange("attnPdrop", attnPdrop, 0, 1)
            .positive("layerNormEpsilon", layerNormEpsilon)
            .positive("initializerRange", initializerRange);
    nInner.ifPresent(inner -> checks.positive("nInner", inner));
    if (nEmbd > 0 && nHead > 0) {
      checks.require(
          nEmbd % nHead == 0, "nEmbd", nEmbd, "must be a multiple of n_head (%d)".formatted(nHead));
    }
    checks.done();
  }

  private int headWidth() {
    return nEmbd / nHead;
  }

  /** The width inside the feed-forward block. */
  int innerWidth() {
    return nInner.orElse(4 * nEmbd);
  }

  /** The attention of layer {@code index}, counted from 0. */
  AttentionShape attention(int index) {
    double scale = scaleAttnWeights ? 1 / Math.sqrt(headWidth()) : 1;
    return AttentionShape.of(nHead, nHead, headWidth())
        .scaledBy(scaleAttnByInverseLayerIdx ? scale / (index + 1) : scale);
  }

  /** The deviation of weights that write to the residual stream, smaller the more layers do. */
  double outputRange() {
    return initializerRange / Math.sqrt(2.0 * nLayer);
  }
}
