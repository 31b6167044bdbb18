package dev.heddle.data.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.split.StableHash;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MinHasherTest {

  private static final MinHasher HASHER = new MinHasher(128, 2, 1);

  @Test
  void equalWordsGiveEqualSignatures() {
    assertThat(HASHER.signature("int a = b;")).isEqualTo(HASHER.signature("int  a=b"));
    assertThat(HASHER.signature("int a = b;")).isNotEqualTo(HASHER.signature("int b = a;"));
    assertThat(HASHER.signature("List")).isNotEqualTo(HASHER.signature("list"));
  }

  @Test
  void textsWithoutAShingleHaveASignatureToo() {
    assertThat(HASHER.signature("one")).hasSize(128).isNotEqualTo(HASHER.signature("two"));
    assertThat(HASHER.signature("+++")).hasSize(128).isNotEqualTo(HASHER.signature("---"));
    assertThat(HASHER.signature("")).hasSize(128);
  }

  /**
   * Pairs of "a b c d e" are {ab, bc, cd, de}, of "a b c d f" {ab, bc, cd, df}: 3 in both, 5 in
   * all. Standard error of 1,024 permutations: sqrt(0.6 · 0.4 / 1024) = 0.0153.
   */
  @Test
  void estimatesTheJaccardSimilarityOfShingles() {
    MinHasher precise = new MinHasher(1024, 2, 1);
    double estimate =
        MinHasher.similarity(precise.signature("a b c d e"), precise.signature("a b c d f"));
    assertThat(estimate).isCloseTo(3.0 / 5, within(4 * 0.0153));
  }

  /**
   * Sets of known overlap; five standard errors sqrt(J (1 − J) / n), one and a half for the family.
   */
  @Property(tries = 200)
  void staysWithinTheErrorBound(
      @ForAll @IntRange(max = 300) int common,
      @ForAll @IntRange(min = 1, max = 300) int own,
      @ForAll @LongRange(max = 1_000_000) long seed) {
    int permutations = 512;
    MinHasher hasher = new MinHasher(permutations, 5, seed);
    double exact = (double) common / (common + 2 * own);
    double estimate =
        MinHasher.similarity(
            hasher.signature(members(seed, 0, common + own)),
            hasher.signature(members(seed, own, common + 2 * own)));
    double standardError = Math.sqrt(exact * (1 - exact) / permutations);
    assertThat(estimate).isCloseTo(exact, within(1.5 * 5 * standardError + 0.5 / permutations));
  }

  private static long[] members(long seed, int from, int to) {
    return LongStream.range(from, to).map(i -> StableHash.mix(seed * 1_000_003 + i)).toArray();
  }
}
