package dev.heddle.data.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleBuilderTest {

  /** As Hugging Face's tokenizers cut with {@code longest_first}: the room is used up, evenly. */
  @ParameterizedTest
  @CsvSource({
    "3, 4, 7, 3",
    "3, 4, 20, 3",
    "10, 2, 7, 5",
    "2, 10, 7, 2",
    "10, 10, 8, 4",
    "10, 9, 7, 4",
    "9, 10, 7, 3",
    "0, 10, 7, 0",
  })
  void theLongerTextLosesFirst(int first, int second, int room, int kept) {
    assertThat(ExampleBuilder.firstLength(first, second, room)).isEqualTo(kept);
  }
}
