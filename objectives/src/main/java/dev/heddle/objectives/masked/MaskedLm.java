package dev.heddle.objectives.masked;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.MaskedLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.TokenLoss;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Scored;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TokenObjective;
import dev.heddle.objectives.TokenizerInfo;
import java.util.List;
import java.util.Map;

/**
 * Masked language modelling: a share of the tokens is hidden and the model is asked what stood
 * there (Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers", 2019).
 *
 * <p>Of the selected tokens 80 % become the mask token, 10 % a token drawn from all that are not
 * special, 10 % stay as they are; the loss is the cross-entropy summed over all of them:
 *
 * <pre>  loss = 1/T · Σ_selected −log p(original token | corrupted sequence)</pre>
 *
 * <p>Hidden states are {@code [tokens, width]}, without padding; only the selected rows, {@code
 * [selected, width]}, meet the vocabulary. One pack is one example: exact counts and word budgets
 * are of the pack, and a pack without any selected token gets one.
 *
 * <p>Unlike the first BERT there is no next-sentence task, and masks are drawn anew in every epoch
 * (Liu et al., "RoBERTa", 2019) unless {@code masks: static} asks for ten sets in turn. Unlike
 * ModernBERT's released code, random tokens come from the whole vocabulary.
 */
final class MaskedLm implements TokenObjective<MaskedBatch> {

  private static final String ACCURACY = "masked_accuracy";
  private static final int STATIC_SETS = 10;

  private final MaskedLmSettings settings;
  private final Selection selection;
  private final TokenizerInfo tokenizer;
  private final int mask;
  private final int[] ordinaryIds;

  MaskedLm(MaskedLmSettings settings, Selection selection, TokenizerInfo tokenizer, int mask) {
    this.settings = settings;
    this.selection = selection;
    this.tokenizer = tokenizer;
    this.mask = mask;
    this.ordinaryIds = tokenizer.ordinaryIds();
  }

  @Override
  public Class<? extends Model> modelType() {
    return MaskedLanguageModel.class;
  }

  @Override
  public LossSums zero() {
    return new LossSums(Map.of(MaskedBatch.LOSS, Sum.ZERO), Map.of(ACCURACY, Sum.ZERO));
  }

  @Override
  public MaskedBatch collate(List<EpochSample> samples, Occasion occasion) {
    MaskedBatchBuilder batch = new MaskedBatchBuilder(occasion);
    for (EpochSample use : samples) {
      batch.add(use, corrupt(keyed(use), occasion));
    }
    return batch.build();
  }

  @Override
  public LossSums step(MaskedBatch batch, Step step) {
    Scored scored = scored(batch, step);
    TokenLoss loss = scored.loss(step.model(MaskedLanguageModel.class));
    step.backward().accumulate(MaskedBatch.LOSS, loss.sum());
    return new LossSums(
        Map.of(MaskedBatch.LOSS, new Sum(loss.sum().getFloat(), scored.count())),
        Map.of(ACCURACY, new Sum(loss.correct().getLong(), scored.count())));
  }

  @Override
  public Scored scored(MaskedBatch batch, Step step) {
    MaskedLanguageModel model = step.model(MaskedLanguageModel.class);
    return new Scored(model.encode(batch.seen(), step.scope()), batch.rows(), batch.labels());
  }

  @Override
  public List<Guess> guesses(MaskedBatch batch, Step step, int limit) {
    MaskedLanguageModel model = step.model(MaskedLanguageModel.class);
    return new MaskedGuesses(batch, limit, mask).of(model, step.scope());
  }

  /** Tokens to hide in one pack, and what the model sees instead. */
  private Corruption corrupt(EpochSample use, Occasion occasion) {
    Candidates candidates = Candidates.of(use.sample(), tokenizer::isSpecial);
    Fate[] fates =
        selection.select(
            candidates, ratio(occasion), settings.split(), occasion.random(use, "mlm-selection"));
    return Corruption.of(use, fates, mask, ordinaryIds, occasion);
  }

  private double ratio(Occasion occasion) {
    return occasion.isEvaluation()
        ? settings.evalMlmProbability()
        : settings.mlmProbabilitySchedule().at(settings.mlmProbability(), occasion.share());
  }

  /** The use of a sample that randomness is keyed by. */
  private EpochSample keyed(EpochSample use) {
    return settings.masks() == MaskedLmSettings.Masks.STATIC
        ? new EpochSample(use.epoch() % STATIC_SETS, use.sample())
        : use;
  }
}
