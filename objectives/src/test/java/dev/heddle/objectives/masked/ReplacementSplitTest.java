package dev.heddle.objectives.masked;

import static dev.heddle.objectives.masked.Fate.KEEP;
import static dev.heddle.objectives.masked.Fate.MASK;
import static dev.heddle.objectives.masked.Fate.RANDOM;
import static dev.heddle.objectives.masked.Fate.UNTOUCHED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReplacementSplitTest {

  /** One draw selects and splits: below 0.12 mask, below 0.135 random, below 0.15 keep. */
  @Test
  void oneDrawDecidesBoth() {
    double[] draws = {.9, .11, .5, .03, .125, .14, .8, .2};
    Fate[] fates =
        Arrays.stream(draws)
            .mapToObj(u -> ReplacementSplit.BERT.fate(u, 0.15))
            .toArray(Fate[]::new);
    assertThat(fates)
        .containsExactly(UNTOUCHED, MASK, UNTOUCHED, MASK, RANDOM, KEEP, UNTOUCHED, UNTOUCHED);
  }

  @Test
  void splitsWhatIsSelectedAlready() {
    assertThat(ReplacementSplit.BERT.fate(0.79, 1)).isEqualTo(MASK);
    assertThat(ReplacementSplit.BERT.fate(0.8, 1)).isEqualTo(RANDOM);
    assertThat(ReplacementSplit.BERT.fate(0.95, 1)).isEqualTo(KEEP);
  }

  @Test
  void masksEverythingWithoutTenAndTen() {
    ReplacementSplit allMask = new ReplacementSplit(1, 0);
    assertThat(allMask.fate(0.1499, 0.15)).isEqualTo(MASK);
    assertThat(allMask.fate(0.15, 0.15)).isEqualTo(UNTOUCHED);
  }
}
