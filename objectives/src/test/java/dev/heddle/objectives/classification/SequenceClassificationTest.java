package dev.heddle.objectives.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.pack.ExampleBuilder;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.Task;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.TestTokenizers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceClassificationTest {
  private static final List<String> LABELS = List.of("red", "green", "blue");

  /**
   * Worked by hand: right 0 0 0 1 1 2, chosen 0 0 1 1 0 1. Red: 2 hits, 3 predicted, 3 actual, F1
   * 2/3; green: 1, 3, 2, F1 2/5; blue: 0, 0, 1, F1 0.
   */
  @Test
  void scoresAreThoseOfTheConfusion() {
    NamedCounts first = NamedCounts.of(LABELS, new int[] {0, 0, 0, 1}, new long[] {0, 0, 1, 1});
    NamedCounts second = NamedCounts.of(LABELS, new int[] {1, 2}, new long[] {0, 1});
    LossSums sums =
        new LossSums(Map.of(), first.sums()).plus(new LossSums(Map.of(), second.sums()));
    Map<String, Double> scores = objective(0).evaluationMetrics(sums);
    assertThat(sums.metrics().get("accuracy").mean()).isEqualTo(0.5);
    assertThat(scores.get("f1_macro")).isCloseTo((2 / 3.0 + 0.4) / 3, within(1e-12));
    assertThat(scores.get("f1_micro")).isEqualTo(0.5);
    assertThat(sums.metrics().get("recall/red").mean()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void scoresOfNothingAreZero() {
    assertThat(objective(0).evaluationMetrics(objective(0).zero()))
        .containsOnly(Map.entry("f1_macro", 0.0), Map.entry("f1_micro", 0.0));
  }

  @Test
  void labelsAndSecondTextsFollowTheirSequences() {
    PackedSample pack =
        new PackedSample(0, new int[] {2, 7, 3, 8, 3, 2, 9, 3}, new int[] {5, 3})
            .with(labelled(ints(1, 2), ints(3, 3)));
    PackedSample single =
        new PackedSample(1, ints(2, 6, 5, 3), ints(4)).with(labelled(ints(0), ints(4)));
    LabelledBatch batch =
        objective(0.1)
            .collate(
                List.of(new EpochSample(0, pack), new EpochSample(0, single)),
                Occasion.training(1, 0));
    assertThat(batch.sequences().lengths()).containsExactly(3, 4, 5);
    assertThat(batch.labels()).containsExactly(2, 0, 1);
    assertThat(batch.sequences().inputIds()).containsExactly(2, 9, 3, 2, 6, 5, 3, 2, 7, 3, 8, 3);
    assertThat(batch.sequences().tokenTypes()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    assertThat(batch.seenBy(1).tokenTypes()).isEmpty();
    assertThat(batch.counts()).isEqualTo(Map.of("classification", 3L));
    assertThat(batch.smoothing()).isEqualTo(0.1);
  }

  @Test
  void evaluationDoesNotSmooth() {
    PackedSample single =
        new PackedSample(1, ints(2, 6, 5, 3), ints(4)).with(labelled(ints(0), ints(4)));
    LabelledBatch batch =
        objective(0.1).collate(List.of(new EpochSample(0, single)), Occasion.evaluation());
    assertThat(batch.smoothing()).isZero();
    assertThat(batch.sequences().tokenTypes()).isEmpty();
  }

  /**
   * By hand: logits (ln 2, 0), softmax (2/3, 1/3). Label 1: -ln(1/3); smoothed by 0.2 with half of
   * it on each class.
   */
  @Test
  void smoothingSpreadsAShareOverAllClasses() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Scope scope = engine.scope()) {
      double plain = Math.log(3);
      double smoothed = 0.9 * Math.log(3) + 0.1 * Math.log(1.5);
      assertThat(loss(engine, scope, 0)).isCloseTo((float) plain, within(1e-6f));
      assertThat(loss(engine, scope, 0.2)).isCloseTo((float) smoothed, within(1e-6f));
    }
  }

  @Test
  void asksForAClassifierOfItsLabels() {
    assertThat(objective(0).task()).isEqualTo(new Task.SequenceClassification(LABELS));
  }

  @Test
  void refusesDataWithoutLabels() {
    DataInfo data = new DataInfo(TestTokenizers.ofSize(20), List.of());
    assertThatThrownBy(
            () ->
                new SequenceClassificationProvider()
                    .create(new SequenceClassificationSettings(0), data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot create objective sequence_classification: labels=[]; there must be at least 2;"
                + " name the column that holds them by dataset.label_column");
  }

  private static float loss(TensorEngine engine, Scope scope, double smoothing) {
    return engine
        .kernels()
        .call(
            "smoothed_cross_entropy_sum",
            scope.floats(new float[] {(float) Math.log(2), 0}, 1, 2),
            scope.longs(new long[] {1}, 1),
            smoothing)
        .getFloat();
  }

  private static SequenceClassification objective(double smoothing) {
    return (SequenceClassification)
        new SequenceClassificationProvider()
            .create(
                new SequenceClassificationSettings(smoothing),
                new DataInfo(TestTokenizers.ofSize(20), LABELS));
  }

  private static Map<String, int[]> labelled(int[] labels, int[] pairStarts) {
    return Map.of(ExampleBuilder.LABELS, labels, ExampleBuilder.PAIR_STARTS, pairStarts);
  }

  private static int[] ints(int... values) {
    return values;
  }
}
