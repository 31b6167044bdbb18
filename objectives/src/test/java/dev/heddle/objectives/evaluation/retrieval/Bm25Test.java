package dev.heddle.objectives.evaluation.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Bm25Test {

  @Test
  void identifiersFallIntoTheirWords() {
    assertThat(SubTokens.of("int parseHTTPHeader2(x_y) // Größe"))
        .containsExactly("int", "parse", "http", "header", "2", "x", "y", "größe");
  }

  /**
   * By hand: N = 3, the word is in 1 document of length 3, average length 7/3: idf = ln(1 + 2.5 /
   * 1.5), tf part 1 / (1 + 1.2 · (0.25 + 0.75 · 3 / (7/3))).
   */
  @Test
  void scoresAreThoseOfTheFormula() {
    try (Bm25 index = new Bm25(List.of("open file now", "close file", "read all"))) {
      float[] scores = index.scores("openNothing");
      double expected = Math.log(1 + 2.5 / 1.5) / (1 + 1.2 * (0.25 + 0.75 * 3 / (7 / 3.0)));
      assertThat((double) scores[0]).isCloseTo(expected, within(1e-5));
      assertThat(scores[1]).isZero();
      assertThat(scores[2]).isZero();
    }
  }

  @Test
  void aWordThatTheQueryRepeatsCountsAsOften() {
    try (Bm25 index = new Bm25(List.of("alpha", "beta"))) {
      assertThat(index.scores("alpha alpha")[0])
          .isCloseTo(2 * index.scores("alpha")[0], within(1e-6f));
    }
  }

  @Test
  void documentsKeepTheirNumbersInLargeIndexes() {
    List<String> documents =
        IntStream.range(0, 3000).mapToObj(i -> "common w" + letters(i)).toList();
    try (Bm25 index = new Bm25(documents)) {
      for (int number : new int[] {0, 1499, 2999}) {
        float[] scores = index.scores("w" + letters(number));
        assertThat(IntStream.range(0, 3000).filter(i -> scores[i] > 0)).containsExactly(number);
      }
    }
  }

  @Test
  void nothingFindsNothing() {
    try (Bm25 index = new Bm25(List.of("alpha", "beta"))) {
      assertThat(index.scores("!?")).containsOnly(0);
    }
    try (Bm25 empty = new Bm25(List.of())) {
      assertThat(empty.scores("alpha")).isEmpty();
    }
  }

  private static String letters(int number) {
    return Integer.toString(number, 26)
        .chars()
        .map(c -> c <= '9' ? 'a' + c - '0' : c + 10)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
