package dev.heddle.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PermutationTest {

  private static LongStream epoch(long size, long seed, long epoch) {
    Permutation permutation = new Permutation(size, seed, epoch);
    return LongStream.range(0, size).map(permutation::at);
  }

  /** Worked out with a separate program from the formula. */
  @Test
  void givesTheNumbersOfTheDesign() {
    assertThat(epoch(10, 42, 0)).containsExactly(7L, 8L, 9L, 6L, 5L, 0L, 3L, 4L, 1L, 2L);
    assertThat(epoch(10, 42, 1)).containsExactly(5L, 3L, 7L, 8L, 2L, 4L, 0L, 6L, 9L, 1L);
  }

  @Property(tries = 200)
  void holdsEveryNumberOnce(
      @ForAll @IntRange(min = 1, max = 3000) int size,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 9) int epoch) {
    assertThat(epoch(size, seed, epoch).sorted())
        .containsExactly(LongStream.range(0, size).boxed().toArray(Long[]::new));
  }

  @Property(tries = 200)
  void staysInsideLargeRanges(
      @ForAll @LongRange(min = 1, max = 1L << 60) long size, @ForAll long seed) {
    Permutation permutation = new Permutation(size, seed, 0);
    assertThat(permutation.at(0)).isBetween(0L, size - 1);
    assertThat(permutation.at(size - 1)).isBetween(0L, size - 1);
  }

  @Test
  void needsASample() {
    assertThatThrownBy(() -> new Permutation(0, 1, 0))
        .hasMessage("Cannot shuffle samples: size=0; at least 1");
  }
}
