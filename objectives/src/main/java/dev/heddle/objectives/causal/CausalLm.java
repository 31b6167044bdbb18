package dev.heddle.objectives.causal;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.TokenLoss;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Scored;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TokenObjective;
import java.util.List;
import java.util.Map;

/**
 * Causal language modelling: every token of a sequence but the first is predicted from those before
 * it (Radford et al., "Improving Language Understanding by Generative Pre-Training", 2018).
 *
 * <pre>  loss = 1/T · Σ_sequences Σ_{i ≥ 2} −log p(token i | tokens 1 … i−1 of its sequence)</pre>
 *
 * <p>Hidden states are {@code [tokens, width]}, without padding. Sequences that share a pack do not
 * see each other, and no token is predicted across a border: a pack of k sequences and n tokens has
 * n − k predictions, which are what T counts. Special tokens are predicted like any others, since a
 * model that never learnt the end of a document cannot stop.
 *
 * <p>Nothing here is random, so training and evaluation see the same batches.
 */
final class CausalLm implements TokenObjective<CausalBatch> {

  private static final String ACCURACY = "accuracy";

  @Override
  public Class<? extends Model> modelType() {
    return CausalLanguageModel.class;
  }

  @Override
  public LossSums zero() {
    return new LossSums(Map.of(CausalBatch.LOSS, Sum.ZERO), Map.of(ACCURACY, Sum.ZERO));
  }

  @Override
  public CausalBatch collate(List<EpochSample> samples, Occasion occasion) {
    return CausalBatch.of(samples);
  }

  @Override
  public LossSums step(CausalBatch batch, Step step) {
    if (batch.rows().length == 0) {
      return zero(); // sequences of one token have nothing to predict, and no gradient
    }
    Scored scored = scored(batch, step);
    TokenLoss loss = scored.loss(step.model(CausalLanguageModel.class));
    step.backward().accumulate(CausalBatch.LOSS, loss.sum());
    return new LossSums(
        Map.of(CausalBatch.LOSS, new Sum(loss.sum().getFloat(), scored.count())),
        Map.of(ACCURACY, new Sum(loss.correct().getLong(), scored.count())));
  }

  @Override
  public Scored scored(CausalBatch batch, Step step) {
    CausalLanguageModel model = step.model(CausalLanguageModel.class);
    return new Scored(model.encode(batch.seen(), step.scope()), batch.rows(), batch.labels());
  }

  @Override
  public boolean asksTheSameEveryTime() {
    return true;
  }

  @Override
  public int[] places(CausalBatch batch) {
    return batch.places();
  }

  /** Perplexity, {@code exp(loss)}: of how many equally likely tokens the model has to choose. */
  @Override
  public Map<String, Double> evaluationMetrics(LossSums sums) {
    return Map.of("perplexity", Math.exp(sums.loss()));
  }

  @Override
  public List<Guess> guesses(CausalBatch batch, Step step, int limit) {
    return new CausalGuesses(batch, limit).of(step.model(CausalLanguageModel.class), step.scope());
  }
}
