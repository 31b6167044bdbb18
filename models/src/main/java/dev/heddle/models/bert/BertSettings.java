package dev.heddle.models.bert;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.util.Optional;

/**
 * The sizes of a BERT under Hugging Face's names; the defaults are the paper's base model.
 *
 * @param classifierDropout of classification heads; absent: {@code hidden_dropout_prob}
 */
public record BertSettings(
    @Default("768") int hiddenSize,
    @Default("3072") int intermediateSize,
    @Default("12") int numHiddenLayers,
    @Default("12") int numAttentionHeads,
    @Default("512") int maxPositionEmbeddings,
    @Default("2") int typeVocabSize,
    @Default("1e-12") double layerNormEps,
    @Default("0.02") double initializerRange,
    @Default("0.1") double hiddenDropoutProb,
    @Default("0.1") double attentionProbsDropoutProb,
    Optional<Double> classifierDropout) {

  /** Checks ranges. */
  public BertSettings {
    Checks checks =
        Checks.of(BertSettings.class)
            .positive("hiddenSize", hiddenSize)
            .positive("intermediateSize", intermediateSize)
            .positive("numHiddenLayers", numHiddenLayers)
            .positive("numAttentionHeads", numAttentionHeads)
            .positive("maxPositionEmbeddings", maxPositionEmbeddings)
            .positive("typeVocabSize", typeVocabSize)
            .positive("layerNormEps", layerNormEps)
            .positive("initializerRange", initializerRange)
            .inRange("hiddenDropoutProb", hiddenDropoutProb, 0, 1)
            .inRange("attentionProbsDropoutProb", attentionProbsDropoutProb, 0, 1)
            .inRange("classifierDropout", classifierDropout.orElse(0.0), 0, 1);
    if (hiddenSize > 0 && numAttentionHeads > 0) {
      checks.require(
          hiddenSize % numAttentionHeads == 0,
          "hiddenSize",
          hiddenSize,
          "must be a multiple of num_attention_heads (%d)".formatted(numAttentionHeads));
    }
    checks.done();
  }

  /** The probability of dropout in classification heads. */
  public double headDropout() {
    return classifierDropout.orElse(hiddenDropoutProb);
  }
}
