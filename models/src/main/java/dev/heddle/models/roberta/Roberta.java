package dev.heddle.models.roberta;

import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.bert.AbstractBert;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.heads.SequenceHead;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Place;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.Map;

/**
 * RoBERTa (Liu et al. 2019, arXiv:1907.11692), equal to Hugging Face's {@code RobertaForMaskedLM},
 * {@code RobertaForSequenceClassification}, {@code RobertaForTokenClassification} and {@code
 * RobertaModel}. Its layers are BERT's. Positions are counted from the row behind the padding
 * token's id. Departure: a padding token inside of a text takes a position like any other.
 */
final class Roberta extends AbstractBert {
  static final String PREFIX = "roberta";

  Roberta(String modelType, Site site, RobertaSettings settings, ModelRequest request) {
    super(
        modelType,
        settings,
        settings.bert(),
        site,
        PREFIX,
        request,
        firstPosition(modelType, settings, request));
  }

  private static int firstPosition(
      String modelType, RobertaSettings settings, ModelRequest request) {
    Vocabulary vocabulary = request.vocabulary();
    int pad =
        vocabulary
            .pad()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot build a %s: pad_token_id=none; its positions are counted from there; use a tokenizer with a padding token"
                            .formatted(modelType)));
    if (pad + 1 >= settings.maxPositionEmbeddings()) {
      throw new IllegalArgumentException(
          "Cannot build a %s: max_position_embeddings=%d; must be above pad_token_id + 1 (%d), where positions start"
              .formatted(modelType, settings.maxPositionEmbeddings(), pad + 1));
    }
    return pad + 1;
  }

  @Override
  public VocabularyHead vocabularyHead() {
    Place head = tree().top().at("lm_head");
    return vocabularyHead(head, head, "layer_norm");
  }

  @Override
  public Map<String, String> tiedNames() {
    return Map.of(
        "lm_head.decoder.weight",
        tree().body().wordTable().name(),
        "lm_head.decoder.bias",
        "lm_head.bias");
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    Place head = tree().top().at("classifier");
    Slot dense = dense(head, "dense");
    Slot output = linear(head, "out_proj", labels);
    Site at = tree().site().at("classifier");
    Dropout before = headDropout(at, "dropout");
    Dropout behind = headDropout(at, "dropout.1");
    Kernels kernels = at.kernels();
    return new SequenceHead(
        Pooling.CLS,
        new ClassificationHead(
            kernels,
            x -> behind.forward(kernels.call("tanh", dense.forward(before.forward(x)))),
            output));
  }
}
