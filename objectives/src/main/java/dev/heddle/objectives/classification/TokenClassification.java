package dev.heddle.objectives.classification;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.batch.EpochSample;
import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.TokenClassifier;
import dev.heddle.models.engine.Kernels;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Objective;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts every word of a text into one of several classes: names of entities, parts of speech (Devlin
 * et al. 2019, section 5.3). A word is classified by its first token; with logits {@code z [words,
 * classes]} of those and ε = {@code label_smoothing_factor} the loss is
 *
 * <pre>  1/W · Σ_w −[(1 − ε) log p(label_w) + ε/C · Σ_c log p(c)],   p = softmax(z_w)</pre>
 *
 * <p>Evaluation takes ε = 0 and reports accuracy and F1 over words, and where the labels mark
 * entities, F1 over these.
 */
final class TokenClassification implements Objective<TaggedBatch> {

  private final TokenClassificationSettings settings;
  private final List<String> labels;
  private final boolean hasEntities;

  TokenClassification(TokenClassificationSettings settings, List<String> labels) {
    this.settings = settings;
    this.labels = List.copyOf(labels);
    this.hasEntities = EntityCounts.areTags(labels);
  }

  @Override
  public Class<? extends Model> modelType() {
    return TokenClassifier.class;
  }

  @Override
  public Task task() {
    return new Task.TokenClassification(labels);
  }

  @Override
  public LossSums zero() {
    return sums(Sum.ZERO, NamedCounts.none(labels), EntityCounts.none());
  }

  @Override
  public TaggedBatch collate(List<EpochSample> samples, Occasion occasion) {
    return TaggedBatch.of(
        samples, occasion, occasion.isEvaluation() ? 0 : settings.labelSmoothingFactor());
  }

  @Override
  public LossSums step(TaggedBatch batch, Step step) {
    TokenClassifier model = step.model(TokenClassifier.class);
    Kernels kernels = model.engine().kernels();
    int[] right = batch.scored();
    NDArray hidden = model.encode(batch.sequences(), step.scope());
    NDArray logits = model.tokenLogits(hidden, batch.rows(), batch.sequences());
    NDArray loss =
        kernels.call(
            "smoothed_cross_entropy_sum",
            logits,
            step.scope().longs(right, right.length),
            batch.smoothing());
    step.backward().accumulate(TaggedBatch.LOSS, loss);
    long[] chosen = kernels.call("best_columns", logits).toLongArray();
    return sums(
        new Sum(loss.getFloat(), right.length),
        NamedCounts.of(labels, right, chosen),
        entities(
            batch.wordCounts(),
            names(Arrays.stream(right).asLongStream().toArray()),
            names(chosen)));
  }

  private LossSums sums(Sum loss, NamedCounts words, EntityCounts entities) {
    Map<String, Sum> metrics = new LinkedHashMap<>(words.sums());
    if (hasEntities) {
      metrics.putAll(entities.sums());
    }
    return new LossSums(Map.of(TaggedBatch.LOSS, loss), metrics);
  }

  private List<String> names(long[] classes) {
    return Arrays.stream(classes).mapToObj(number -> labels.get((int) number)).toList();
  }

  /** Entities do not reach from one text into the next. */
  private EntityCounts entities(int[] wordCounts, List<String> right, List<String> chosen) {
    EntityCounts counts = EntityCounts.none();
    int start = 0;
    for (int words : hasEntities ? wordCounts : new int[0]) {
      int end = start + words;
      counts = counts.plus(EntityCounts.of(right.subList(start, end), chosen.subList(start, end)));
      start = end;
    }
    return counts;
  }

  @Override
  public Map<String, Double> evaluationMetrics(LossSums sums) {
    Map<String, Double> metrics = new LinkedHashMap<>(NamedCounts.of(labels, sums).scores());
    if (hasEntities) {
      metrics.put("entity_f1", EntityCounts.of(sums).f1());
    }
    return metrics;
  }
}
