package dev.heddle.trainer.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "999, 999",
    "999.9, 1k",
    "41234, 41.2k",
    "1612416, 1.61M",
    "-41234, -41.2k",
    "3e9, 3G",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf"
  })
  void compact(double value, String expected) {
    assertThat(Figures.compact(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1.9e-4, 1.9e-4",
    "0.002, 2e-3",
    "1, 1",
    "2.5, 2.5",
    "9.999e-5, 1e-4",
    "123, 1.23e2"
  })
  void scientific(double value, String expected) {
    assertThat(Figures.scientific(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2.3125, 2.313", "0, 0", "1e-5, 1e-5", "0.5, 0.5", "12345, 12350", "NaN, nan"})
  void number(double value, String expected) {
    assertThat(Figures.number(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "42.4, 42s",
    "59.6, 1m00s",
    "185, 3m05s",
    "4320, 1h12m",
    "3599.7, 1h00m",
    "90000, 1d01h",
    "NaN, ?",
    "-1, ?"
  })
  void duration(double seconds, String expected) {
    assertThat(Figures.duration(seconds)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0.4123, 41.2 %", "1, 100.0 %", "NaN, nan"})
  void percent(double share, String expected) {
    assertThat(Figures.percent(share)).isEqualTo(expected);
  }
}
