package dev.heddle.models.bert;

import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.heads.SequenceHead;
import dev.heddle.models.layers.Place;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import java.util.Map;

/**
 * BERT (Devlin et al. 2018, arXiv:1810.04805), equal to Hugging Face's {@code BertForMaskedLM},
 * {@code BertForSequenceClassification}, {@code BertForTokenClassification} and {@code BertModel}.
 * Departure from the paper: no next-sentence task.
 */
final class Bert extends AbstractBert {
  Bert(Site site, BertSettings settings, ModelRequest request) {
    super(BertProvider.MODEL_TYPE, settings, settings, site, BertProvider.PREFIX, request, 0);
  }

  @Override
  public VocabularyHead vocabularyHead() {
    Place predictions = tree().top().at("cls").at("predictions");
    return vocabularyHead(predictions, predictions.at("transform"), "LayerNorm");
  }

  @Override
  public Map<String, String> tiedNames() {
    return Map.of(
        "cls.predictions.decoder.weight",
        tree().body().wordTable().name(),
        "cls.predictions.decoder.bias",
        "cls.predictions.bias");
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    Slot pooler = tree().body().addPooler();
    Slot output = linear(tree().top(), "classifier", labels);
    return new SequenceHead(
        Pooling.CLS,
        ClassificationHead.tanh(tree().site().kernels(), pooler, output)
            .readingFrom(headDropout(tree().site(), "dropout")::forward));
  }
}
