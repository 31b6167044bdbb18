package dev.heddle.trainer.loop;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.SampleBlocks;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.models.Task;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.HostBatch;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.SplitEvaluation;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.trainer.collectives.Collectives;
import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a model on the validation split. Pack i is evaluated by worker {@code i mod workers};
 * masks are the same in every evaluation of every run, so that numbers can be compared.
 */
final class Evaluation<B extends HostBatch> {

  private static final int SHOWN = 8;
  private static final double NANOS = 1e9;

  private final SampleBlocks validation;
  private final Objective<B> objective;
  private final ForwardBackward<B> model;
  private final Tokenizer tokenizer;
  private final Collectives collectives;
  private final int batchSize;
  private double unigramEntropy = Double.NaN;

  Evaluation(
      WorkerContext context,
      SampleBlocks validation,
      Objective<B> objective,
      ForwardBackward<B> model) {
    this.validation = validation;
    this.objective = objective;
    this.model = model;
    this.tokenizer = context.tokenizer();
    this.collectives = context.collectives();
    this.batchSize = context.trainer().perDeviceEvalBatchSize();
  }

  /** Whether there is anything to evaluate on. */
  boolean isPossible() {
    return validation.size() > 0;
  }

  /** Evaluates; every worker must call it, and gets the same numbers but for the times. */
  EvaluationLog run(long step, double epoch) {
    long start = System.nanoTime();
    LossSums sums = sums();
    double seconds = (System.nanoTime() - start) / NANOS;
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("eval_loss", sums.loss());
    sums.metrics().forEach((name, sum) -> metrics.put("eval_" + name, sum.mean()));
    objective.evaluationMetrics(sums).forEach((name, value) -> metrics.put("eval_" + name, value));
    if (objective.task() instanceof Task.LanguageModelling) {
      metrics.put("eval_unigram_entropy", unigramEntropy());
    }
    metrics.put("eval_runtime", seconds);
    metrics.put("eval_samples_per_second", validation.size() / seconds);
    List<Prediction> shown = collectives.rank() == 0 ? predictions() : List.of();
    return new EvaluationLog(step, epoch, metrics, shown);
  }

  private LossSums sums() {
    SplitEvaluation<B> evaluation = objective.evaluation();
    LossSums ofBatches = localSums(evaluation);
    LossSums ofSplit = new LossSums(Map.of(), model.finish(evaluation, collectives));
    return SumExchange.sum(ofBatches.plus(ofSplit), collectives);
  }

  private LossSums localSums(SplitEvaluation<B> evaluation) {
    LossSums sums = objective.zero();
    List<PackedSample> waiting = new ArrayList<>();
    for (int block = 0; block < validation.index().count(); block++) {
      waiting.addAll(mine(block));
      while (waiting.size() >= batchSize) {
        sums = sums.plus(take(waiting, batchSize, evaluation));
      }
    }
    return waiting.isEmpty() ? sums : sums.plus(take(waiting, waiting.size(), evaluation));
  }

  private LossSums take(List<PackedSample> waiting, int count, SplitEvaluation<B> evaluation) {
    List<PackedSample> front = waiting.subList(0, count);
    LossSums sums = model.evaluate(evaluation, batch(front));
    front.clear();
    return sums;
  }

  private List<PackedSample> mine(int block) {
    return validation.read(block).stream()
        .filter(sample -> sample.index() % collectives.size() == collectives.rank())
        .toList();
  }

  private B batch(List<PackedSample> samples) {
    List<EpochSample> uses = samples.stream().map(sample -> new EpochSample(0, sample)).toList();
    return objective.collate(uses, Occasion.evaluation());
  }

  /** Entropy of the validation tokens; counted once, since they never change. */
  private double unigramEntropy() {
    if (Double.isNaN(unigramEntropy)) {
      UnigramCounts counts = new UnigramCounts(TokenizerInfo.of(tokenizer));
      for (int block = 0; block < validation.index().count(); block++) {
        mine(block).forEach(sample -> counts.add(sample.inputIds()));
      }
      counts.exchange(collectives);
      unigramEntropy = counts.entropy();
    }
    return unigramEntropy;
  }

  /** The first packs, whatever the number of workers. */
  private List<Prediction> predictions() {
    List<PackedSample> first = validation.read(0);
    B batch = batch(first.subList(0, Math.min(SHOWN, first.size())));
    return model.guesses(batch, SHOWN).stream().map(this::readable).toList();
  }

  private Prediction readable(Guess guess) {
    return new Prediction(
        tokenizer.decode(guess.before()),
        tokenizer.decode(new int[] {guess.truth()}),
        tokenizer.decode(new int[] {guess.predicted()}),
        tokenizer.decode(guess.after()),
        guess.probability());
  }
}
