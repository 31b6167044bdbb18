package dev.heddle.objectives.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.objectives.masked.RatioSchedule.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioScheduleTest {

  @Test
  void constantNeverChanges() {
    assertThat(RatioSchedule.CONSTANT.at(0.15, 0)).isEqualTo(0.15);
    assertThat(RatioSchedule.CONSTANT.at(0.15, 1)).isEqualTo(0.15);
  }

  /** 30 % until 85 % of the run, then a straight line to 15 % at its end. */
  @ParameterizedTest
  @CsvSource({"0, 0.3", "0.5, 0.3", "0.85, 0.3", "0.9, 0.25", "0.925, 0.225", "1, 0.15"})
  void linearGoesFromPointToPoint(double share, double expected) {
    RatioSchedule schedule =
        new RatioSchedule(Shape.LINEAR, List.of(0.85, 1.0), List.of(0.3, 0.15));
    assertThat(schedule.at(0.3, share)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void linearStartsFromTheRunsOwnRatio() {
    RatioSchedule schedule = new RatioSchedule(Shape.LINEAR, List.of(1.0), List.of(0.1));
    assertThat(schedule.at(0.3, 0.5)).isCloseTo(0.2, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.3", "0.49, 0.3", "0.5, 0.2", "0.79, 0.2", "0.8, 0.05", "1, 0.05"})
  void stepsHoldFromTheirShareOn(double share, double expected) {
    RatioSchedule schedule = new RatioSchedule(Shape.STEPS, List.of(0.5, 0.8), List.of(0.2, 0.05));
    assertThat(schedule.at(0.3, share)).isEqualTo(expected);
  }

  @Test
  void refusesPointsThatMakeNoSense() {
    assertThatThrownBy(() -> new RatioSchedule(Shape.LINEAR, List.of(0.9, 0.5), List.of(0.0)))
        .hasMessageContaining("shares=[0.9, 0.5]; must ascend within 0 to 1")
        .hasMessageContaining("ratios=[0.0]; must be as many as shares")
        .hasMessageContaining("must each be above 0 and at most 1");
    assertThatThrownBy(() -> new RatioSchedule(Shape.CONSTANT, List.of(0.5), List.of(0.2)))
        .hasMessageContaining("none for constant");
    assertThatThrownBy(() -> new RatioSchedule(Shape.STEPS, List.of(), List.of()))
        .hasMessageContaining("must hold points for shape linear or steps");
  }
}
