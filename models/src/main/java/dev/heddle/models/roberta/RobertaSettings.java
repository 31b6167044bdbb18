package dev.heddle.models.roberta;

import dev.heddle.configs.Default;
import dev.heddle.models.bert.BertSettings;
import java.util.Optional;

/**
 * The sizes of a RoBERTa under Hugging Face's names; the defaults are those of the released base
 * model.
 *
 * @param maxPositionEmbeddings rows of the position table; the first ones, up to the padding
 *     token's id, belong to no position
 * @param classifierDropout of classification heads; absent: {@code hidden_dropout_prob}
 */
public record RobertaSettings(
    @Default("768") int hiddenSize,
    @Default("3072") int intermediateSize,
    @Default("12") int numHiddenLayers,
    @Default("12") int numAttentionHeads,
    @Default("514") int maxPositionEmbeddings,
    @Default("1") int typeVocabSize,
    @Default("1e-5") double layerNormEps,
    @Default("0.02") double initializerRange,
    @Default("0.1") double hiddenDropoutProb,
    @Default("0.1") double attentionProbsDropoutProb,
    Optional<Double> classifierDropout) {

  /** Checks ranges, which are BERT's. */
  public RobertaSettings {
    classifierDropout =
        new BertSettings(
                hiddenSize,
                intermediateSize,
                numHiddenLayers,
                numAttentionHeads,
                maxPositionEmbeddings,
                typeVocabSize,
                layerNormEps,
                initializerRange,
                hiddenDropoutProb,
                attentionProbsDropoutProb,
                classifierDropout)
            .classifierDropout();
  }

  /** The same sizes as BERT's, whose layers RoBERTa has. */
  BertSettings bert() {
    return new BertSettings(
        hiddenSize,
        intermediateSize,
        numHiddenLayers,
        numAttentionHeads,
        maxPositionEmbeddings,
        typeVocabSize,
        layerNormEps,
        initializerRange,
        hiddenDropoutProb,
        attentionProbsDropoutProb,
        classifierDropout);
  }

  /** The sizes that BERT's reader found. */
  static RobertaSettings of(BertSettings bert) {
    return new RobertaSettings(
        bert.hiddenSize(),
        bert.intermediateSize(),
        bert.numHiddenLayers(),
        bert.numAttentionHeads(),
        bert.maxPositionEmbeddings(),
        bert.typeVocabSize(),
        bert.layerNormEps(),
        bert.initializerRange(),
        bert.hiddenDropoutProb(),
        bert.attentionProbsDropoutProb(),
        bert.classifierDropout());
  }
}
