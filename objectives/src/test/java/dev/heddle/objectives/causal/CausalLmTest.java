package dev.heddle.objectives.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Occasion;
import dev.heddle.objectives.Sum;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausalLmTest {

  private final CausalLm objective = new CausalLm();

  /** By hand: two packs with sequences [1 2 3 4] [5], and [6 7 8]. */
  @Test
  void everyTokenIsPredictedButTheFirstOfEachSequence() {
    CausalBatch batch =
        objective.collate(
            List.of(use(0, new int[] {1, 2, 3, 4, 5}, 4, 1), use(1, new int[] {6, 7, 8}, 3)),
            Occasion.training(1, 0));

    assertThat(batch.seen().inputIds()).containsExactly(5, 6, 7, 8, 1, 2, 3, 4);
    assertThat(batch.seen().lengths()).containsExactly(1, 3, 4);
    assertThat(batch.rows()).containsExactly(1, 2, 4, 5, 6);
    assertThat(batch.labels()).containsExactly(7, 8, 2, 3, 4);
    assertThat(objective.places(batch)).as("of 6, 7, 1, 2, 3").containsExactly(5, 6, 0, 1, 2);
    assertThat(batch.counts()).isEqualTo(Map.of("clm", 5L));
    assertThat(batch.tokens()).isEqualTo(8);
    assertThat(batch.samples()).isEqualTo(2);
  }

  @Test
  void sequencesOfOneTokenCountNothing() {
    CausalBatch batch =
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

  private static EpochSample use(long index, int[] ids, int... lengths) {
    return new EpochSample(0, new PackedSample(index, ids, lengths));
  }
}
