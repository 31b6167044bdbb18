package dev.heddle.objectives.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.batch.SampleRandom;
import dev.heddle.data.shard.PackedSample;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specials of these packs are the ids below 5. */
class SelectionTest {

  /** Hundreds of words of two tokens each: odd ids join the even id before them. */
  private static final WholeWordSelection PAIRS =
      new WholeWordSelection(
          (previous, id) -> id % 2 == 0, new ExactCountSelection(Integer.MAX_VALUE));

  /**
   * 510 candidates: q=.15 gives 76.5 selected (61.2 masked, 7.65 random, 7.65 kept), q=.30 gives
   * 153 (122.4, 15.3, 15.3); tolerance four standard errors of 400 packs.
   */
  @ParameterizedTest
  @CsvSource({"0.15, 61.2, 7.65, 7.65", "0.30, 122.4, 15.3, 15.3"})
  void selectsIndependentlyWithTheExpectedCounts(
      double q, double mask, double random, double keep) {
    int packs = 400;
    Map<Fate, Double> mean = meanCounts(new IndependentSelection(), q, 510, packs);
    assertThat(mean.get(Fate.MASK)).isCloseTo(mask, within(error(mask, 510, packs)));
    assertThat(mean.get(Fate.RANDOM)).isCloseTo(random, within(error(random, 510, packs)));
    assertThat(mean.get(Fate.KEEP)).isCloseTo(keep, within(error(keep, 510, packs)));
  }

  /**
   * The chance that nothing is drawn is (1-q)^n: 0.444 for n=5, q=.15; then one is forced, so the
   * share of packs with exactly one selected token is that plus n q (1-q)^(n-1) = 0.3915.
   */
  @Test
  void forcesOneCandidateWhereNothingIsSelected() {
    int packs = 20_000;
    int single = 0;
    int[] places = new int[5];
    for (int pack = 0; pack < packs; pack++) {
      Fate[] fates = select(new IndependentSelection(), 0.15, 5, pack);
      int selected = selected(fates);
      assertThat(selected).isPositive();
      if (selected == 1) {
        single++;
        places[
            IntStream.range(0, 5)
                .filter(i -> fates[i] != Fate.UNTOUCHED)
                .findFirst()
                .orElseThrow()]++;
      }
    }
    double expected = Math.pow(0.85, 5) + 5 * 0.15 * Math.pow(0.85, 4);
    assertThat((double) single / packs).isCloseTo(expected, within(0.015));
    for (int place : places) {
      assertThat((double) place / single).isCloseTo(0.2, within(0.02));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "510, 0.15, 1000, 76",
    "510, 0.15, 20, 20",
    "5, 0.05, 1000, 1",
    "10, 0.25, 99, 2",
    "6, 0.25, 99, 2"
  })
  void exactCountIsWhatTheFormulaSays(int candidates, double q, int limit, int expected) {
    Fate[] fates = select(new ExactCountSelection(limit), q, candidates, 3);
    assertThat(selected(fates)).isEqualTo(expected);
  }

  @Test
  void wholeWordsAreSelectedWhole() {
    for (int pack = 0; pack < 50; pack++) {
      Fate[] fates = select(PAIRS, 0.3, 100, pack);
      assertThat(selected(fates)).isEqualTo(30);
      for (int place = 0; place < 100; place += 2) {
        assertThat(fates[place] == Fate.UNTOUCHED).isEqualTo(fates[place + 1] == Fate.UNTOUCHED);
      }
    }
  }

  /** round(0.3 · 10) = 3 tokens: one pair fits, a second would overshoot and is skipped. */
  @Test
  void wholeWordsThatOvershootAreSkipped() {
    assertThat(selected(select(PAIRS, 0.3, 10, 1))).isEqualTo(2);
  }

  /** round(0.15 · 6) = 1 token, and every word has two. */
  @Test
  void oneTokenIsMaskedWhereNoWordFits() {
    assertThat(selected(select(PAIRS, 0.15, 6, 1))).isEqualTo(1);
  }

  @Test
  void wordsEndAtSequencesAndSpecials() {
    PackedSample sample = new PackedSample(0, new int[] {10, 11, 3, 11, 11, 11}, new int[] {4, 2});
    Candidates candidates = Candidates.of(sample, id -> id < 5);
    assertThat(candidates.words((previous, id) -> id % 2 == 0))
        .containsExactly(new int[] {0, 1}, new int[] {3}, new int[] {4, 5});
  }

  @Property(tries = 200)
  void specialsAreNeverSelectedAndSomethingAlwaysIs(
      @ForAll @IntRange(min = 0, max = 40) int words,
      @ForAll @DoubleRange(min = 0.01, max = 1) double q,
      @ForAll @IntRange(min = 0, max = 1000) int index) {
    int[] ids =
        IntStream.range(0, words + 2).map(i -> i == 0 ? 2 : i == words + 1 ? 3 : 9 + i).toArray();
    PackedSample sample = new PackedSample(index, ids, new int[] {ids.length});
    Candidates candidates = Candidates.of(sample, id -> id < 5);
    for (Selection selection :
        new Selection[] {new IndependentSelection(), new ExactCountSelection(99), PAIRS}) {
      Fate[] fates = selection.select(candidates, q, ReplacementSplit.BERT, random(index));
      assertThat(fates[0]).isEqualTo(Fate.UNTOUCHED);
      assertThat(fates[words + 1]).isEqualTo(Fate.UNTOUCHED);
      assertThat(selected(fates) > 0).isEqualTo(words > 0);
    }
  }

  private static Fate[] select(Selection selection, double q, int candidates, long index) {
    int[] ids = IntStream.range(0, candidates).map(i -> 10 + i % 2).toArray();
    PackedSample sample = new PackedSample(index, ids, new int[] {candidates});
    return selection.select(
        Candidates.of(sample, id -> id < 5), q, ReplacementSplit.BERT, random(index));
  }

  private static Map<Fate, Double> meanCounts(
      Selection selection, double q, int candidates, int packs) {
    Map<Fate, Double> mean = new EnumMap<>(Fate.class);
    for (int pack = 0; pack < packs; pack++) {
      for (Fate fate : select(selection, q, candidates, pack)) {
        mean.merge(fate, 1.0 / packs, Double::sum);
      }
    }
    return mean;
  }

  private static double error(double mean, int candidates, int packs) {
    return 4 * Math.sqrt(mean * (1 - mean / candidates) / packs);
  }

  private static int selected(Fate[] fates) {
    return (int) Arrays.stream(fates).filter(fate -> fate != Fate.UNTOUCHED).count();
  }

  private static SampleRandom random(long index) {
    return SampleRandom.of(5, 0, index, "test");
  }
}
