package dev.heddle.objectives.evaluation.answers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactMatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The Normans!     | normans                 | true
          an apple a day   | 'apple  day.'           | true
          theatre          | atre                    | false
          don't            | dont                    | true
          well-known       | wellknown               | true
          well-known       | well known              | false
          u.s.a.           | USA                     | true
          in the 1960s     | in 1960s                | true
          'A'              | 'the'                   | true
          ''               | 'An'                    | true
          42               | 43                      | false
          für              | fur                     | false
          “Loom”           | Loom                    | false
          """)
  void comparesAsSquadDoes(String right, String written, boolean matches) {
    assertThat(ExactMatch.matches(new Answer(right, written))).isEqualTo(matches);
  }

  @Test
  void whiteSpaceOfAnyKindIsOneSpace() {
    assertThat(ExactMatch.normalised("\t New\u00a0 the\nYork ")).isEqualTo("new york");
  }
}
