package dev.heddle.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleRandomTest {

  /** SplitMix64's published outputs for the states 0 and 1. */
  @Test
  void mixesLikeSplitMix64() {
    assertThat(SampleRandom.mix(0)).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(SampleRandom.mix(1)).isEqualTo(0x910a2dec89025cc1L);
  }

  @Test
  void aKeyAlwaysGivesTheSameStream() {
    SampleRandom first = SampleRandom.of(7, 1, 1234, "mask");
    SampleRandom second = SampleRandom.of(7, 1, 1234, "mask");
    for (int draw = 0; draw < 100; draw++) {
      assertThat(first.nextLong()).isEqualTo(second.nextLong());
    }
  }

  @Test
  void everyPartOfTheKeyMatters() {
    Set<Long> firsts = new HashSet<>();
    int keys = 0;
    for (long seed = 0; seed < 4; seed++) {
      for (long epoch = 0; epoch < 4; epoch++) {
        for (long sample = 0; sample < 50; sample++) {
          firsts.add(SampleRandom.of(seed, epoch, sample, "mask").nextLong());
          firsts.add(SampleRandom.of(seed, epoch, sample, "replace").nextLong());
          keys += 2;
        }
      }
    }
    assertThat(firsts).hasSize(keys);
  }

  /** Mean 1/2 with standard error sqrt(1/12/n); 5 of them. */
  @Test
  void doublesAreUniformAcrossSamples() {
    int draws = 100_000;
    double mean =
        IntStream.range(0, draws)
            .mapToDouble(sample -> SampleRandom.of(3, 0, sample, "x").nextDouble())
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / draws)));
  }

  /** Chi-square with 6 degrees of freedom: 99.99 % of fair draws stay under 27.86. */
  @Test
  void boundedNumbersAreFair() {
    SampleRandom random = SampleRandom.of(3, 0, 0, "dice");
    int draws = 70_000;
    long[] counts = new long[7];
    for (int draw = 0; draw < draws; draw++) {
      counts[random.nextInt(7)]++;
    }
    double expected = draws / 7.0;
    double chiSquare = 0;
    for (long count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(27.86);
  }

  @Test
  void gaussiansHaveUnitVariance() {
    SampleRandom random = SampleRandom.of(5, 0, 0, "noise");
    int draws = 100_000;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double drawn = random.nextGaussian();
      sum += drawn;
      squares += drawn * drawn;
    }
    assertThat(sum / draws).isCloseTo(0, within(5 / Math.sqrt(draws)));
    assertThat(squares / draws).isCloseTo(1, within(5 * Math.sqrt(2.0 / draws)));
  }

  @Test
  void skippedDrawsAreThoseThatWereNotMade() {
    SampleRandom made = SampleRandom.of(5, 1, 2, "noise");
    for (int draw = 0; draw < 7; draw++) {
      made.nextLong();
    }
    assertThat(SampleRandom.of(5, 1, 2, "noise").skip(7).nextLong()).isEqualTo(made.nextLong());
  }

  @Test
  void boundsStartAtOne() {
    SampleRandom random = SampleRandom.of(1, 1, 1, "x");
    assertThat(random.nextInt(1)).isZero();
    assertThatThrownBy(() -> random.nextInt(0))
        .hasMessage("Cannot draw a number: bound=0; at least 1");
  }
}
