package dev.heddle.objectives.evaluation.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.objectives.Sum;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void oneRelevantDocumentAtRankThreeHasHalfTheGain() {
    assertThat(Ranking.ofGrades(0, 0, 1).ndcgAt(10)).isCloseTo(0.5, within(1e-12));
  }

  /** Grades 0, 2, 1, 0: (3 / log2 3 + 1 / log2 4) / (3 + 1 / log2 3). */
  @Test
  void gradesWeighExponentially() {
    assertThat(Ranking.ofGrades(0, 2, 1, 0).ndcgAt(10)).isCloseTo(0.659002, within(1e-6));
  }

  @Test
  void threeQueriesAtRanksOneThreeAndTwelveHaveTheMeansWorkedByHand() {
    Ranking[] rankings = {at(1), at(3), at(12)};
    assertThat(mean(rankings, ranking -> ranking.reciprocalRankAt(10)))
        .isCloseTo(0.4444, within(5e-5));
    RetrievalScores scores = new RetrievalScores("");
    for (Ranking ranking : rankings) {
      scores.add(ranking);
    }
    Map<String, Sum> sums = scores.sums();
    assertThat(sums.get("mrr").mean()).isCloseTo(0.4722, within(5e-5));
    assertThat(mean(rankings, ranking -> ranking.recallAt(5))).isCloseTo(0.6667, within(5e-5));
    assertThat(sums.get("ndcg_at_10").mean()).isCloseTo(0.5, within(1e-12));
    assertThat(sums.get("recall_at_1").mean()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(sums.get("recall_at_10").mean()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void amongEqualScoresRelevantDocumentsComeLast() {
    float[] alike = {1, 1, 1, 1};
    assertThat(Ranking.of(alike, 0).ranks()).containsExactly(4);
    assertThat(Ranking.of(alike, 0, 2).ranks()).containsExactly(3, 4);
    assertThat(Ranking.of(new float[] {.2f, .9f, .2f, .5f}, 0).ranks()).containsExactly(4);
  }

  @Test
  void severalRelevantDocumentsEachHaveTheirRank() {
    Ranking ranking = Ranking.of(new float[] {.1f, .9f, .8f, .3f, .5f}, 3, 1);
    assertThat(ranking.ranks()).containsExactly(1, 4);
    assertThat(ranking.recallAt(1)).isEqualTo(0.5);
    assertThat(ranking.recallAt(10)).isEqualTo(1);
  }

  @Test
  void queriesWithoutARelevantDocumentAreLeftOut() {
    RetrievalScores scores = new RetrievalScores("x_");
    scores.add(Ranking.ofGrades(0, 0));
    scores.add(at(1));
    assertThat(scores.sums().get("x_mrr")).isEqualTo(new Sum(1, 1));
  }

  /** H(1000) / 1000, 10 / 1000, and the sum of ten discounts / 1000. */
  @Test
  void chanceAmongAThousandDocumentsIsWorkedByHand() {
    Map<String, Sum> chance = RetrievalScores.chance(1000).sums();
    assertThat(chance.get("chance_mrr").mean()).isCloseTo(0.007485, within(5e-7));
    assertThat(chance.get("chance_recall_at_10").mean()).isCloseTo(0.01, within(1e-12));
    assertThat(chance.get("chance_ndcg_at_10").mean()).isCloseTo(0.004544, within(5e-7));
  }

  private static Ranking at(int rank) {
    int[] grades = new int[20];
    grades[rank - 1] = 1;
    return Ranking.ofGrades(grades);
  }

  private static double mean(Ranking[] rankings, ToDoubleFunction<Ranking> metric) {
    return Arrays.stream(rankings).mapToDouble(metric).average().orElseThrow();
  }
}
