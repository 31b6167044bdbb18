package dev.heddle.data.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QualityFiltersTest {

  /** Words of 5, 3 and 4 characters: mean 4. */
  @Test
  void meanWordLength() {
    String text = "abcde fgh ijkl";
    assertThat(new WordFilter(4, 0).objection(text)).isEmpty();
    assertThat(new WordFilter(3.99, 0).objection(text)).contains(DropReason.LONG_WORDS);
  }

  /** 4 letters and digits of 8 characters that are no white space. */
  @Test
  void alphanumericShare() {
    String text = "a1 (--) b2 ";
    assertThat(new WordFilter(100, 0.5).objection(text)).isEmpty();
    assertThat(new WordFilter(100, 0.51).objection(text)).contains(DropReason.FEW_ALPHANUMERICS);
  }

  /** Scripts without spaces are not one long word. */
  @Test
  void countsEachCharacterOfASpacelessScript() {
    assertThat(new WordFilter(1, 0.5).objection("天地玄黄宇宙洪荒")).isEmpty();
    assertThat(new WordFilter(1, 0.5).objection("ภาษาไทย")).isEmpty();
    assertThat(new WordFilter(2, 0.5).objection("слово")).contains(DropReason.LONG_WORDS);
  }

  /** 6 of 11 lines are the same but for their indentation; blank ones do not count. */
  @Test
  void repeatedLineShare() {
    String text = "a\nb\nc\nd\ne\n\n  same\nsame\nsame  \n\tsame\nsame\n\nsame";
    assertThat(new RepeatedLineFilter(6.0 / 11).objection(text)).isEmpty();
    assertThat(new RepeatedLineFilter(0.54).objection(text)).contains(DropReason.REPEATED_LINE);
    assertThat(new RepeatedLineFilter(0.1).objection("same\n".repeat(9))).isEmpty();
    assertThat(new RepeatedLineFilter(0.1).objection("same\n".repeat(10)))
        .contains(DropReason.REPEATED_LINE);
  }

  /**
   * Pairs of "aa b aa b cc": (aa b) (b aa) (aa b) (b cc). The third repeats the first, so "aa b" in
   * the middle, 3 of 8 characters, is repeated.
   */
  @Test
  void duplicateNgramShare() {
    assertThat(new DuplicateNgramFilter(1, 2).duplicateShare("aa b aa b cc"))
        .isCloseTo(3.0 / 8, within(1e-12));
    assertThat(new DuplicateNgramFilter(0.37, 2).objection("aa b aa b cc"))
        .contains(DropReason.DUPLICATE_NGRAMS);
    assertThat(new DuplicateNgramFilter(0.38, 2).objection("aa b aa b cc")).isEmpty();
  }

  /** "x x x x": the second and third pair repeat the first; they overlap and cover three words. */
  @Test
  void countsOverlappingNgramsOnce() {
    assertThat(new DuplicateNgramFilter(1, 2).duplicateShare("x x x x"))
        .isCloseTo(3.0 / 4, within(1e-12));
    assertThat(new DuplicateNgramFilter(1, 5).duplicateShare("x x x x")).isZero();
    assertThat(new DuplicateNgramFilter(1, 5).duplicateShare("")).isZero();
  }
}
