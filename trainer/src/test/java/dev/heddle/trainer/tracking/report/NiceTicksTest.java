package dev.heddle.trainer.tracking.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NiceTicksTest {

  @Test
  void stepsAreOneTwoOrFive() {
    assertThat(labels(NiceTicks.around(0, 3000, 5)))
        .containsExactly("0", "1,000", "2,000", "3,000");
    assertThat(labels(NiceTicks.around(3.9, 9.2, 5))).containsExactly("2", "4", "6", "8", "10");
    assertThat(labels(NiceTicks.around(0, 0.002, 5)))
        .containsExactly("0", "0.0005", "0.0010", "0.0015", "0.0020");
    assertThat(labels(NiceTicks.around(0, 41_000, 5))).containsExactly("0", "20k", "40k", "60k");
  }

  @Test
  void tinyStepsAreScientific() {
    assertThat(labels(NiceTicks.around(0, 4e-6, 5)))
        .containsExactly("0", "1e-6", "2e-6", "3e-6", "4e-6");
  }

  @Test
  void aSingleValueGetsRoomOnBothSides() {
    NiceTicks ticks = NiceTicks.around(5, 5, 5);
    assertThat(ticks.low()).isLessThan(5);
    assertThat(ticks.high()).isGreaterThan(5);
  }

  @Property
  void ticksEncloseTheValuesAndAreFew(
      @ForAll @DoubleRange(min = -1e4, max = 1e4) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1e9) double width) {
    NiceTicks ticks = NiceTicks.around(low, low + width, 5);
    double slack = ticks.step() * 1e-6;

    assertThat(ticks.low()).isLessThanOrEqualTo(low + slack);
    assertThat(ticks.high()).isGreaterThanOrEqualTo(low + width - slack);
    assertThat(ticks.count()).isBetween(2, 7);
  }

  private static List<String> labels(NiceTicks ticks) {
    return ticks.values().stream().map(ticks::label).toList();
  }
}
