package dev.heddle.objectives.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.contrastive.TinyPairs.Learnt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradient of a batch is the same, whichever workers hold its pairs. */
class GatheredNegativesTest {

  private static final int PAIRS = 12;

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 0", "0, 5", "2, 5"})
  void twoAndFourWorkersHaveTheGradientOfOneWithAllPairs(int negatives, int chunk)
      throws Exception {
    List<EpochSample> pairs = TinyPairs.pairs(PAIRS, negatives);
    Learnt alone = learn(1, pairs, new int[] {PAIRS}, chunk);
    assertThat(TinyPairs.norm(alone.gradients())).isGreaterThan(0.1);
    assertThat(alone.gradients().get("objective.log_scale")[0]).isNotZero();
    assertSame(learn(2, pairs, new int[] {6, 6}, chunk), alone);
    assertSame(learn(4, pairs, new int[] {3, 3, 3, 3}, chunk), alone);
    assertSame(learn(2, pairs, new int[] {1, 11}, chunk), alone);
    assertSame(learn(4, pairs, new int[] {5, 1, 2, 4}, chunk), alone);
  }

  private static void assertSame(Learnt found, Learnt expected) {
    assertThat(found.sums().loss()).isCloseTo(expected.sums().loss(), within(1e-5));
    assertThat(found.sums().metrics().get("accuracy"))
        .isEqualTo(expected.sums().metrics().get("accuracy"));
    assertThat(found.gradients()).containsOnlyKeys(expected.gradients().keySet());
    expected
        .gradients()
        .forEach(
            (name, values) ->
                assertThat(found.gradients().get(name))
                    .as(name)
                    .containsExactly(values, within(1e-5f)));
  }

  private static Learnt learn(int workers, List<EpochSample> pairs, int[] shares, int chunk)
      throws Exception {
    Optional<Integer> cached = chunk == 0 ? Optional.empty() : Optional.of(chunk);
    return Learnt.sum(ThreadPeers.run(workers, peers -> learnShare(peers, pairs, shares, cached)));
  }

  private static Learnt learnShare(
      Peers peers, List<EpochSample> pairs, int[] shares, Optional<Integer> chunk) {
    int first = 0;
    for (int rank = 0; rank < peers.rank(); rank++) {
      first += shares[rank];
    }
    try (TinyPairs tiny = TinyPairs.encoder(TinyPairs.settings(chunk), peers)) {
      return tiny.learn(pairs.subList(first, first + shares[peers.rank()]), pairs.size());
    }
  }
}
