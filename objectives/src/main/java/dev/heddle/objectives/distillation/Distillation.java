package dev.heddle.objectives.distillation;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Layer;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Scored;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TokenObjective;
import dev.heddle.objectives.Workplace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Distillation: a student learns the predictions of a teacher beside the labels of a task (Hinton,
 * Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015). At the rows that the
 * task scores, with logits {@code a} of the teacher and {@code s} of the student, both {@code
 * [rows, vocabulary]}:
 *
 * <pre>
 *   loss = 1/R · Σ_rows (1 − α) CE(label, softmax(s)) + α T² D(softmax(a/T), softmax(s/T)) + w · MSE(W h_s, h_t)
 * </pre>
 *
 * <p>D is a {@link Divergence}; T² keeps its gradient at the size of the labels'. The term of the
 * last hidden states {@code h [rows, width]}, after the final norm, is there where {@code w > 0};
 * {@code W} is learnt where widths differ, and else nothing stands in its place.
 *
 * <p>Teacher and student see the same batch. The teacher drops nothing out, records nothing, and is
 * done before the student starts. Ids beyond the tokenizer's, which models have as padding, are cut
 * off in the divergence and both distributions made to add up to 1 without them.
 *
 * @param <B> the task's batch
 */
final class Distillation<B extends HostBatch> implements Objective<DistillationBatch<B>> {

  private static final String HARD = "hard_loss";
  private static final String DIVERGENCE = "divergence";
  private static final String ACCURACY = "accuracy";
  private static final String AGREEMENT = "teacher_agreement";
  private static final String HIDDEN = "hidden_difference";

  private final TokenObjective<B> task;
  private final DistillationSettings settings;
  private final TeacherSource<B> source;
  private final int tokens;
  private Optional<HiddenTerm> hidden = Optional.empty();

  /**
   * Of a task and what answers.
   *
   * @param source closed with the objective
   * @param tokens ids that the tokenizer makes
   */
  Distillation(
      TokenObjective<B> task, DistillationSettings settings, TeacherSource<B> source, int tokens) {
    this.task = task;
    this.settings = settings;
    this.source = source;
    this.tokens = tokens;
  }

  @Override
  public Class<? extends Model> modelType() {
    return task.modelType();
  }

  @Override
  public Task task() {
    return task.task();
  }

  @Override
  public Optional<Layer> open(Workplace place) {
    Branch own = new Branch();
    task.open(place).ifPresent(layer -> own.add("task", layer));
    hidden = source.open(place);
    hidden.flatMap(HiddenTerm::layer).ifPresent(layer -> own.add("hidden", layer));
    return own.children().isEmpty() ? Optional.empty() : Optional.of(own);
  }

  @Override
  public LossSums zero() {
    return sums(0, Imitation.Sums.ZERO, 0, 0);
  }

  @Override
  public DistillationBatch<B> collate(List<EpochSample> samples, Occasion occasion) {
    B batch = task.collate(samples, occasion);
    return new DistillationBatch<>(batch, source.kept(samples, batch));
  }

  @Override
  public LossSums step(DistillationBatch<B> batch, Step step) {
    if (batch.rows() == 0) {
      return zero(); // nothing is asked, so there is nothing to imitate and no gradient
    }
    Target target = source.target(batch, step); // first: the student's pass stays in memory
    Scored scored = task.scored(batch.task(), step);
    Imitation.Outcome outcome =
        Imitation.of(settings, tokens).compare(step.model(LanguageModel.class), scored, target);
    if (hidden.isEmpty()) {
      step.backward().accumulate(DistillationBatch.LOSS, outcome.loss());
      return sums(outcome.loss().getFloat(), outcome.sums(), 0, scored.count());
    }
    return learnWith(hidden.get(), step, scored, target, outcome);
  }

  private LossSums learnWith(
      HiddenTerm term, Step step, Scored scored, Target target, Imitation.Outcome outcome) {
    NDArray difference = term.difference(step, scored, target.hidden().orElseThrow());
    NDArray loss = outcome.loss().add(term.weighted(difference));
    step.backward().accumulate(DistillationBatch.LOSS, loss);
    return sums(loss.getFloat(), outcome.sums(), difference.getFloat(), scored.count());
  }

  private LossSums sums(double loss, Imitation.Sums sums, double difference, long rows) {
    Map<String, Sum> metrics = new LinkedHashMap<>();
    metrics.put(HARD, new Sum(sums.hard(), rows));
    metrics.put(DIVERGENCE, new Sum(sums.divergence(), rows));
    metrics.put(ACCURACY, new Sum(sums.correct(), rows));
    if (source.namesItsBest()) {
      metrics.put(AGREEMENT, new Sum(sums.agreed(), rows));
    }
    if (settings.hidden().weight() > 0) {
      metrics.put(HIDDEN, new Sum(difference, rows));
    }
    return new LossSums(Map.of(DistillationBatch.LOSS, new Sum(loss, rows)), metrics);
  }

  /** Those of the task, from the loss of the labels alone: perplexity, for instance. */
  @Override
  public Map<String, Double> evaluationMetrics(LossSums sums) {
    Sum hard = sums.metrics().get(HARD);
    return task.evaluationMetrics(new LossSums(Map.of(HARD, hard), sums.metrics()));
  }

  @Override
  public List<Guess> guesses(DistillationBatch<B> batch, Step step, int limit) {
    return task.guesses(batch.task(), step, limit);
  }

  @Override
  public void close() {
    source.close();
    task.close();
  }
}
