package dev.heddle.objectives.classification;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.Model;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceClassifier;
import dev.heddle.models.Task;
import dev.heddle.models.engine.Kernels;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import java.util.List;
import java.util.Map;

/**
 * Puts every sequence, a text or a pair of texts, into one of several classes: the fine-tuning of
 * BERT (Devlin et al. 2019, section 4.1). With logits {@code z [sequences, classes]} and ε = {@code
 * label_smoothing_factor} the loss is
 *
 * <pre>  1/S · Σ_s −[(1 − ε) log p(label_s) + ε/C · Σ_c log p(c)],   p = softmax(z_s)</pre>
 *
 * <p>Every sequence of a pack has a label of its own. Evaluation takes ε = 0 and reports accuracy
 * and F1. One class a sequence: neither several nor a scale.
 */
final class SequenceClassification implements Objective<LabelledBatch> {

  private final SequenceClassificationSettings settings;
  private final List<String> labels;

  SequenceClassification(SequenceClassificationSettings settings, List<String> labels) {
    this.settings = settings;
    this.labels = List.copyOf(labels);
  }

  @Override
  public Class<? extends Model> modelType() {
    return SequenceClassifier.class;
  }

  @Override
  public Task task() {
    return new Task.SequenceClassification(labels);
  }

  @Override
  public LossSums zero() {
    return new LossSums(Map.of(LabelledBatch.LOSS, Sum.ZERO), NamedCounts.none(labels).sums());
  }

  @Override
  public LabelledBatch collate(List<EpochSample> samples, Occasion occasion) {
    LabelledBatchBuilder batch = new LabelledBatchBuilder(occasion);
    samples.forEach(batch::add);
    return batch.build(occasion.isEvaluation() ? 0 : settings.labelSmoothingFactor());
  }

  @Override
  public LossSums step(LabelledBatch batch, Step step) {
    SequenceClassifier model = step.model(SequenceClassifier.class);
    Kernels kernels = model.engine().kernels();
    PackedTokens tokens = batch.seenBy(model.tokenTypes());
    NDArray logits = model.sequenceLogits(model.encode(tokens, step.scope()), tokens);
    NDArray right = step.scope().longs(batch.labels(), batch.labels().length);
    NDArray loss = kernels.call("smoothed_cross_entropy_sum", logits, right, batch.smoothing());
    step.backward().accumulate(LabelledBatch.LOSS, loss);
    long[] chosen = kernels.call("best_columns", logits).toLongArray();
    return new LossSums(
        Map.of(LabelledBatch.LOSS, new Sum(loss.getFloat(), batch.labels().length)),
        NamedCounts.of(labels, batch.labels(), chosen).sums());
  }

  @Override
  public Map<String, Double> evaluationMetrics(LossSums sums) {
    return NamedCounts.of(labels, sums).scores();
  }
}
