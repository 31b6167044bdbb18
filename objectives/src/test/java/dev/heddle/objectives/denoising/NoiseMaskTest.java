package dev.heddle.objectives.denoising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.objectives.denoising.NoiseMask.Roll;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseMaskTest {

  private static final SpanRule T5 = new SpanRule(0.15, 3);
  private static final int MANY = 4000;

  /** Three standard deviations of the difference of two shares, each of 4000 masks. */
  private static double tolerance(double share) {
    return 3 * Math.sqrt(2 * share * (1 - share) / MANY) + 5e-4;
  }

  /** C(z−1, s−1) · C(N−z−1, s−1) masks: z=3, s=2, N=12 make 2 · 8. */
  @Test
  void everyMaskIsEquallyLikely() {
    SpanRule rule = new SpanRule(0.25, 2);
    assertThat(rule.counts(12)).isEqualTo(new SpanCounts(3, 2, 9));
    Map<String, Integer> drawn = new HashMap<>();
    for (int sample = 0; sample < 16_000; sample++) {
      drawn.merge(Arrays.toString(mask(12, rule, Roll.NEVER, sample)), 1, Integer::sum);
    }
    assertThat(drawn).hasSize(16);
    // 5 standard deviations of sqrt(16000 · 1/16 · 15/16) = 31.
    assertThat(drawn.values()).allMatch(count -> Math.abs(count - 1000) < 155);
  }

  /** Measured on 4000 masks of an independent implementation. */
  @ParameterizedTest
  @CsvSource({
    "128, 0, 0.05, 0.08, 0.10, 0.13, 0.52, 0.72, 1, 0.1484",
    "568, 0, 0.055, 0.088, 0.108, 0.15, 0.475, 0.68, 1, 0.1496"
  })
  void noiseGathersAtTheEnd(
      int tokens,
      double first,
      double second,
      double third,
      double fourth,
      double middle,
      double thirdLast,
      double secondLast,
      double last,
      double density) {
    double[] shares = shares(tokens, Roll.NEVER);
    int[] places = {0, 1, 2, 3, tokens / 2, tokens - 3, tokens - 2, tokens - 1};
    double[] expected = {first, second, third, fourth, middle, thirdLast, secondLast, last};
    for (int i = 0; i < places.length; i++) {
      // The reference is told to two digits.
      assertThat(shares[places[i]])
          .as("place %d", places[i])
          .isCloseTo(expected[i], within(tolerance(expected[i]) + 5e-3));
    }
    assertThat(Arrays.stream(shares).average().orElseThrow()).isCloseTo(density, within(5e-5));
  }

  @Test
  void rollingSpreadsNoiseEvenly() {
    double density = 19.0 / 128;
    for (double share : shares(128, Roll.RANDOM)) {
      assertThat(share).isCloseTo(density, within(5 * Math.sqrt(density / MANY)));
    }
  }

  @Test
  void shortTextsLoseTheirEnd() {
    for (int tokens = 2; tokens <= 30; tokens++) {
      int noise = T5.counts(tokens).noise();
      boolean[] mask = mask(tokens, T5, Roll.NEVER, tokens);
      int kept = tokens - noise;
      assertThat(mask)
          .isEqualTo(NoiseMask.interleaved(new int[] {kept}, new int[] {noise}, tokens));
    }
    assertThat(mask(1, T5, Roll.NEVER, 0)).containsExactly(false);
  }

  @Test
  void theSameSampleHasTheSameMask() {
    assertThat(mask(568, T5, Roll.RANDOM, 3)).isEqualTo(mask(568, T5, Roll.RANDOM, 3));
    assertThat(mask(568, T5, Roll.RANDOM, 3)).isNotEqualTo(mask(568, T5, Roll.RANDOM, 4));
  }

  private static double[] shares(int tokens, Roll roll) {
    double[] shares = new double[tokens];
    for (int sample = 0; sample < MANY; sample++) {
      boolean[] mask = mask(tokens, T5, roll, sample);
      IntStream.range(0, tokens).filter(i -> mask[i]).forEach(i -> shares[i] += 1.0 / MANY);
    }
    return shares;
  }

  private static boolean[] mask(int tokens, SpanRule rule, Roll roll, long sample) {
    return NoiseMask.draw(tokens, rule.counts(tokens), roll, Streams.of(sample));
  }
}
