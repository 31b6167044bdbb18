package dev.heddle.objectives.meap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.data.batch.SampleRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskPlacesTest {

  /** The table of counts: max(1, floor(P * L)). */
  @ParameterizedTest
  @CsvSource({
    "0.15, 64, 9",
    "0.15, 128, 19",
    "0.15, 256, 38",
    "0.15, 4096, 614",
    "0.15, 6, 1",
    "0.1, 60, 6",
    "0.1, 35, 3",
    "0.05, 2, 1"
  })
  void counts(double ratio, int length, int expected) {
    assertThat(MaskPlaces.count(ratio, length)).isEqualTo(expected);
  }

  @Test
  void placesAreDifferentAndBelowTheBound() {
    for (int index = 0; index < 200; index++) {
      int[] places = MaskPlaces.draw(5, 9, SampleRandom.of(1, 0, index, "test"));
      assertThat(places).hasSize(5).doesNotHaveDuplicates();
      assertThat(Arrays.stream(places)).allMatch(place -> place >= 0 && place < 9);
    }
  }

  @Test
  void allPlacesAreDrawnIfThereAreNoMore() {
    assertThat(MaskPlaces.draw(7, 3, SampleRandom.of(1, 0, 0, "test")))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(MaskPlaces.draw(1, 0, SampleRandom.of(1, 0, 0, "test"))).isEmpty();
  }

  /**
   * 6 of 10 places, 20,000 times: each 12,000 times, give or take five standard deviations (346).
   */
  @Test
  void everyPlaceIsEquallyLikely() {
    int[] drawn = new int[10];
    for (int index = 0; index < 20_000; index++) {
      for (int place : MaskPlaces.draw(6, 10, SampleRandom.of(4, 0, index, "test"))) {
        drawn[place]++;
      }
    }
    assertThat(Arrays.stream(drawn)).allMatch(count -> Math.abs(count - 12_000) < 346);
  }
}
