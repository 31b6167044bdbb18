package dev.heddle.data.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.split.StableHash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BandsTest {

  /** Found by trying all in Python, with the same weights and 400 steps of integration. */
  @Test
  void choosesTheBandsWithTheSteepestCurve() {
    assertThat(Bands.forThreshold(0.5, 128)).isEqualTo(new Bands(32, 4));
    assertThat(Bands.forThreshold(0.8, 128)).isEqualTo(new Bands(14, 9));
    assertThat(Bands.forThreshold(0.9, 128)).isEqualTo(new Bands(8, 16));
  }

  /** 1 − (1 − s^9)^14, printed by Python. */
  @Test
  void tellsTheProbabilityOfAPair() {
    Bands bands = new Bands(14, 9);
    assertThat(bands.probability(0.5)).isCloseTo(0.026999310050432213, within(1e-12));
    assertThat(bands.probability(0.8)).isCloseTo(0.8670398049137819, within(1e-12));
  }

  /**
   * Signatures that agree in each place with probability s share a band as often as the curve says:
   * within five standard deviations of 2,000 draws, at most 0.056.
   */
  @Test
  void keysFollowTheCurve() {
    Bands bands = new Bands(20, 5);
    for (double similarity : new double[] {0.2, 0.5, 0.7, 0.9}) {
      assertThat(shareOfPairs(bands, similarity))
          .as("similarity %s", similarity)
          .isCloseTo(bands.probability(similarity), within(0.056));
    }
  }

  @Test
  void equalBandsInDifferentPlacesHaveDifferentKeys() {
    long[] keys = new Bands(2, 3).keys(new int[] {1, 2, 3, 1, 2, 3});
    assertThat(keys[0]).isNotEqualTo(keys[1]);
  }

  private static double shareOfPairs(Bands bands, double similarity) {
    int trials = 2000;
    int pairs = 0;
    for (int trial = 0; trial < trials; trial++) {
      int[] one = new int[100];
      int[] other = new int[100];
      for (int i = 0; i < one.length; i++) {
        String draw = trial + "," + i;
        one[i] = (int) StableHash.of(draw, 1);
        other[i] = StableHash.unit(draw, 2) < similarity ? one[i] : (int) StableHash.of(draw, 3);
      }
      pairs += shareKey(bands.keys(one), bands.keys(other)) ? 1 : 0;
    }
    return (double) pairs / trials;
  }

  private static boolean shareKey(long[] one, long[] other) {
    return Arrays.stream(one).anyMatch(key -> Arrays.stream(other).anyMatch(it -> it == key));
  }
}
