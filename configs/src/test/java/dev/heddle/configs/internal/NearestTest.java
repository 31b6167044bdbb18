package dev.heddle.configs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "kitten, sitting, 3",
    "ca, abc, 3",
    "mml, mlm, 1",
    "learning-rate, learning_rate, 0",
    "maxSteps, max_steps, 0",
    "'', abc, 3"
  })
  void countsLettersToChange(String one, String other, int distance) {
    assertThat(Nearest.distance(one, other)).isEqualTo(distance);
    assertThat(Nearest.distance(other, one)).isEqualTo(distance);
  }

  @Test
  void nothingIsNearerThanAThird() {
    assertThat(Nearest.of("cosin", List.of("linear", "cosine"))).contains("cosine");
    assertThat(Nearest.of("step", List.of("linear", "cosine"))).isEmpty();
  }
}
