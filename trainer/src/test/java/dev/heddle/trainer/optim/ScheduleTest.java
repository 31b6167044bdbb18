package dev.heddle.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: {@code src/test/python/optimizer_fixtures.py}. */
class ScheduleTest {

  @ParameterizedTest
  @CsvSource({
    "constant, CONSTANT, COSINE, 0.0",
    "constant_with_warmup, CONSTANT_WITH_WARMUP, COSINE, 0.0",
    "linear, LINEAR, COSINE, 0.0",
    "cosine, COSINE, COSINE, 0.0",
    "cosine_to_tenth, COSINE, COSINE, 0.1",
    "warmup_stable_decay, WARMUP_STABLE_DECAY, COSINE, 0.0",
    "warmup_stable_decay_linear_to_fifth, WARMUP_STABLE_DECAY, LINEAR, 0.2",
  })
  void followsTransformers(String name, ScheduleKind kind, Decay decay, double least)
      throws IOException {
    JsonNode fixture = fixture();
    Schedule schedule =
        new Schedule(
            kind,
            fixture.path("total").asLong(),
            fixture.path("warmup").asLong(),
            fixture.path("decay").asLong(),
            decay,
            least);
    JsonNode expected = fixture.path(name);
    assertThat(expected).hasSize(40);
    for (int step = 0; step < expected.size(); step++) {
      assertThat(schedule.factor(step))
          .as("%s at step %d", name, step)
          .isCloseTo(expected.get(step).asDouble(), within(1e-12));
    }
  }

  @Test
  void linearEndsAtTheLeastRate() {
    Schedule schedule = new Schedule(ScheduleKind.LINEAR, 10, 0, 0, Decay.LINEAR, 0.25);
    assertThat(schedule.factor(0)).isEqualTo(1);
    assertThat(schedule.factor(5)).isEqualTo(0.625);
    assertThat(schedule.factor(10)).isEqualTo(0.25);
    assertThat(schedule.factor(1000)).isEqualTo(0.25);
  }

  private static JsonNode fixture() throws IOException {
    try (InputStream in = ScheduleTest.class.getResourceAsStream("schedules.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
