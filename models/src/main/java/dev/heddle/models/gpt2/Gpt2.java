package dev.heddle.models.gpt2;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.decoder.DecoderHeads;
import dev.heddle.models.heads.AbstractArchitecture;
import dev.heddle.models.heads.BodyTree;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.heads.DecoderArchitecture;
import dev.heddle.models.heads.SequenceHead;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.Map;

/**
 * GPT-2 (Radford et al. 2019, "Language Models are Unsupervised Multitask Learners"), equal to
 * Hugging Face's {@code GPT2LMHeadModel}, {@code GPT2ForSequenceClassification}, {@code
 * GPT2ForTokenClassification} and {@code GPT2Model}.
 */
final class Gpt2 extends AbstractArchitecture<Gpt2Body> implements DecoderArchitecture {
  static final String PREFIX = "transformer";
  private static final double UNCAPPED = 0;

  private final DecoderHeads heads;

  Gpt2(Site site, Gpt2Settings settings, ModelRequest request) {
    super(
        Gpt2Provider.MODEL_TYPE,
        settings,
        settings.nEmbd(),
        settings.nPositions(),
        BodyTree.of(
            site,
            PREFIX,
            request.task(),
            at -> new Gpt2Body(at, settings, request.vocabulary().size())));
    this.heads =
        new DecoderHeads(
            tree(),
            tree().body().table(),
            settings.tieWordEmbeddings(),
            new Gpt2Blocks(settings).first());
  }

  @Override
  public NDArray encode(AttentionPass pass) {
    return tree().body().encode(pass);
  }

  @Override
  public VocabularyHead vocabularyHead() {
    return heads.vocabulary(UNCAPPED);
  }

  @Override
  public Map<String, String> tiedNames() {
    return heads.tiedNames();
  }

  @Override
  public SequenceHead sequenceHead(int labels) {
    return heads.sequences(labels);
  }

  @Override
  public ClassificationHead tokenHead(int labels) {
    return heads.tokens("classifier", labels);
  }
}
