package dev.heddle.objectives.evaluation.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.objectives.evaluation.Expected;
import java.util.List;
import org.junit.jupiter.api.Test;

class RougeLTest {

  @Test
  void theExampleOfThePaper() {
    // Lin 2004, section 3.1: S2 and S3 against S1; LCS of 3 and 2 of 4 words.
    String right = "police killed the gunman";
    assertThat(RougeL.of(new Answer(right, "police kill the gunman"))).isEqualTo(0.75);
    assertThat(RougeL.of(new Answer(right, "the gunman kill police"))).isEqualTo(0.5);
  }

  @Test
  void sharesAreOfEitherTextsWords() {
    // LCS "the cat": P = 2/2, R = 2/6, F = 0.5
    assertThat(RougeL.of(new Answer("the cat sat on the mat", "The cat."))).isEqualTo(0.5);
  }

  @Test
  void equalsThePackageRougeScore() {
    List<JsonNode> cases = Expected.items(Expected.read("metrics.json").path("rouge_l"));
    assertThat(cases).hasSize(32);
    for (JsonNode one : cases) {
      Answer answer = new Answer(one.path("right").asText(), one.path("written").asText());
      assertThat(RougeL.of(answer))
          .as("%s", answer)
          .isCloseTo(one.path("f").asDouble(), within(1e-12));
    }
  }

  @Test
  void wordsAreRunsOfLettersAndDigitsOfAscii() {
    assertThat(RougeL.words("  Über_it's 3.14\n")).containsExactly("ber", "it", "s", "3", "14");
  }
}
