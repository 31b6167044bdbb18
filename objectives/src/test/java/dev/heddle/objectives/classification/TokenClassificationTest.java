package dev.heddle.objectives.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.examples.TokenLabelForm;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.models.Task;
import dev.heddle.models.TokenClassifier;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TestTokenizers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenClassificationTest {

  private static final List<String> ENTITIES = List.of("B-X", "I-X", "O");

  private static TokenClassification objective(double smoothing, List<String> labels) {
    return (TokenClassification)
        new TokenClassificationProvider()
            .create(
                new TokenClassificationSettings(smoothing),
                new DataInfo(TestTokenizers.ofSize(20), labels));
  }

  private static EpochSample use(int[] ids, int[] lengths, int... labels) {
    return new EpochSample(
        0, new PackedSample(0, ids, lengths, Map.of(TokenLabelForm.LABELS, labels)));
  }

  /** The pack's second sequence is the shortest of three and comes first. */
  @Test
  void labelsFollowTheirTokens() {
    EpochSample pack =
        use(new int[] {2, 7, 8, 3, 2, 9, 3}, new int[] {4, 3}, -100, 1, 0, -100, -100, 2, -100);
    EpochSample single = use(new int[] {2, 5, 6, 4, 3}, new int[] {5}, -100, 0, -100, 2, -100);
    TaggedBatch batch =
        objective(0.1, ENTITIES).collate(List.of(pack, single), Occasion.training(1, 0));
    assertThat(batch.sequences().lengths()).containsExactly(3, 4, 5);
    assertThat(batch.sequences().inputIds()).containsExactly(2, 9, 3, 2, 7, 8, 3, 2, 5, 6, 4, 3);
    assertThat(batch.rows()).containsExactly(1, 4, 5, 8, 10);
    assertThat(batch.scored()).containsExactly(2, 1, 0, 0, 2);
    assertThat(batch.wordCounts()).containsExactly(1, 2, 2);
    assertThat(batch.counts()).isEqualTo(Map.of("classification", 5L));
    assertThat(batch.samples()).isEqualTo(2);
    assertThat(batch.smoothing()).isEqualTo(0.1);
    long[] noise = Occasion.training(1, 0).noise(single, 0, 5);
    assertThat(Arrays.copyOfRange(batch.sequences().noise(), 7, 12)).isEqualTo(noise);
    assertThat(objective(0.1, ENTITIES).collate(List.of(single), Occasion.evaluation()).smoothing())
        .isZero();
  }

  /** By hand: of 4 words 3 are right; entities: 2 in truth, 1 found, which is right. */
  @Test
  void entitiesAreScoredBesidesWords() {
    NamedCounts words = NamedCounts.of(ENTITIES, new int[] {0, 1, 2, 0}, new long[] {0, 1, 2, 2});
    Map<String, Sum> metrics = new LinkedHashMap<>(words.sums());
    metrics.putAll(
        EntityCounts.of(List.of("B-X", "I-X", "O", "B-X"), List.of("B-X", "I-X", "O", "O")).sums());
    Map<String, Double> scores =
        objective(0, ENTITIES).evaluationMetrics(new LossSums(Map.of(), metrics));
    assertThat(scores.get("f1_micro")).isEqualTo(0.75);
    assertThat(scores.get("entity_f1")).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void otherLabelsHaveNoEntities() {
    TokenClassification kinds = objective(0, List.of("NOUN", "VERB"));
    assertThat(kinds.evaluationMetrics(kinds.zero()))
        .containsOnly(Map.entry("f1_macro", 0.0), Map.entry("f1_micro", 0.0));
    assertThat(objective(0, ENTITIES).zero().metrics())
        .containsKeys("accuracy", "entity_precision", "entity_recall");
  }

  @Test
  void asksForAClassifierOfItsLabels() {
    assertThat(objective(0, ENTITIES).task()).isEqualTo(new Task.TokenClassification(ENTITIES));
    assertThat(objective(0, ENTITIES).modelType()).isEqualTo(TokenClassifier.class);
    assertThat(new TokenClassificationProvider().examples()).isEqualTo("token_labels");
    assertThatThrownBy(() -> objective(0, List.of("O")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot create objective token_classification: labels=[O]; there must be at least 2;"
                + " name the field that holds them by dataset.columns.tags");
  }
}
