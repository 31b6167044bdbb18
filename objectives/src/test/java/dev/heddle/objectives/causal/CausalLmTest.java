package dev.heddle.objectives.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.objectives.DataInfo;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TestTokenizers;
import dev.heddle.objectives.meap.MeapSettings;
import dev.heddle.objectives.nexttoken.NextTokenBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CausalLmTest {

  private final CausalLm objective = create(Optional.empty());

  /** By hand: two packs with sequences [1 2 3 4] [5], and [6 7 8]. */
  @Test
  void everyTokenIsPredictedButTheFirstOfEachSequence() {
    NextTokenBatch batch =
        objective.collate(
            List.of(use(0, new int[] {1, 2, 3, 4, 5}, 4, 1), use(1, new int[] {6, 7, 8}, 3)),
            Occasion.training(1, 0));

    assertThat(batch.seen().inputIds()).containsExactly(5, 6, 7, 8, 1, 2, 3, 4);
    assertThat(batch.seen().lengths()).containsExactly(1, 3, 4);
    assertThat(batch.rows()).containsExactly(1, 2, 4, 5, 6);
    assertThat(batch.labels()).containsExactly(7, 8, 2, 3, 4);
    assertThat(batch.places()).containsExactly(5, 6, 0, 1, 2);
    assertThat(batch.counts()).isEqualTo(Map.of("clm", 5L));
    assertThat(batch.tokens()).isEqualTo(8);
    assertThat(batch.samples()).isEqualTo(2);
  }

  @Test
  void sequencesOfOneTokenCountNothing() {
    NextTokenBatch batch =
        objective.collate(List.of(use(0, new int[] {9, 9}, 1, 1)), Occasion.evaluation());
    assertThat(batch.rows()).isEmpty();
    assertThat(batch.counts()).isEqualTo(Map.of("clm", 0L));
  }

  /** ln 7 nats a token is a choice among 7. */
  @Test
  void perplexityIsOfTheWholeEvaluation() {
    LossSums sums = new LossSums(Map.of("clm", new Sum(5 * Math.log(7), 5)), Map.of());
    assertThat(objective.evaluationMetrics(sums).get("perplexity")).isCloseTo(7, within(1e-9));
  }

  @Test
  void aRatioOfZeroHidesNothing() {
    CausalLm off = create(Optional.of(new MeapSettings(0, false)));
    List<EpochSample> packs = List.of(use(0, new int[] {5, 6, 7, 8, 9, 4, 5}, 4, 3));
    assertThat(off.collate(packs, Occasion.training(1, 0)).contents())
        .usingRecursiveComparison()
        .isEqualTo(objective.collate(packs, Occasion.training(1, 0)).contents());
    assertThat(off.asksTheSameEveryTime()).isTrue();
  }

  /** One of the first two tokens of each sequence is hidden in training, none in evaluation. */
  @Test
  void tokensAreHiddenInTrainingOnly() {
    CausalLm masked = create(Optional.of(new MeapSettings(0.15, false)));
    List<EpochSample> packs = List.of(use(0, new int[] {5, 6, 7, 8, 9, 10, 11, 12}, 4, 4));
    NextTokenBatch training = masked.collate(packs, Occasion.training(1, 0));
    NextTokenBatch evaluation = masked.collate(packs, Occasion.evaluation());

    assertThat(training.labels()).containsExactly(6, 7, 8, 10, 11, 12);
    assertThat(training.seen().inputIds()).contains(7, 8, 11, 12).hasSize(8);
    assertThat(Arrays.stream(training.seen().inputIds()).filter(id -> id == TestTokenizers.MASK))
        .hasSize(2);
    assertThat(evaluation.seen().inputIds()).containsExactly(5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(masked.asksTheSameEveryTime()).isFalse();
  }

  private static CausalLm create(Optional<MeapSettings> meap) {
    return (CausalLm)
        new CausalLmProvider()
            .create(new CausalLmSettings(meap), new DataInfo(TestTokenizers.ofSize(40), List.of()));
  }

  private static EpochSample use(long index, int[] ids, int... lengths) {
    return new EpochSample(0, new PackedSample(index, ids, lengths));
  }
}
