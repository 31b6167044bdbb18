package dev.heddle.objectives.nexttoken;

import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.TokenLoss;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Scored;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TokenObjective;
import java.util.List;
import java.util.Map;

/**
 * What objectives share whose model predicts tokens from those before them: they differ in which
 * sequences a batch has, and which of their tokens count. Hidden states are {@code [tokens,
 * width]}, without padding; only rows that predict something meet the vocabulary.
 */
public abstract class NextTokenObjective implements TokenObjective<NextTokenBatch> {

  private static final String ACCURACY = "accuracy";

  private final String loss;

  /**
   * @param loss the name of the loss
   */
  protected NextTokenObjective(String loss) {
    this.loss = loss;
  }

  /** The name of the loss. */
  protected final String loss() {
    return loss;
  }

  @Override
  public final Class<? extends Model> modelType() {
    return CausalLanguageModel.class;
  }

  @Override
  public final LossSums zero() {
    return new LossSums(Map.of(loss, Sum.ZERO), Map.of(ACCURACY, Sum.ZERO));
  }

  @Override
  public final LossSums step(NextTokenBatch batch, Step step) {
    if (batch.rows().length == 0) {
      return zero(); // nothing to predict, and no gradient
    }
    Scored scored = scored(batch, step);
    TokenLoss sums = scored.loss(step.model(CausalLanguageModel.class));
    step.backward().accumulate(loss, sums.sum());
    return new LossSums(
        Map.of(loss, new Sum(sums.sum().getFloat(), scored.count())),
        Map.of(ACCURACY, new Sum(sums.correct().getLong(), scored.count())));
  }

  @Override
  public final Scored scored(NextTokenBatch batch, Step step) {
    CausalLanguageModel model = step.model(CausalLanguageModel.class);
    return new Scored(model.encode(batch.seen(), step.scope()), batch.rows(), batch.labels());
  }

  @Override
  public final int[] places(NextTokenBatch batch) {
    return batch.places();
  }

  /** Perplexity, {@code exp(loss)}: of how many equally likely tokens the model has to choose. */
  @Override
  public final Map<String, Double> evaluationMetrics(LossSums sums) {
    return Map.of("perplexity", Math.exp(sums.loss()));
  }

  @Override
  public final List<Guess> guesses(NextTokenBatch batch, Step step, int limit) {
    return new NextTokenGuesses(batch, limit)
        .of(step.model(CausalLanguageModel.class), step.scope());
  }
}
