package dev.heddle.trainer.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarningsTest {

  @Test
  void atMostOneInAnIntervalAndTheRestIsCounted() {
    AtomicLong clock = new AtomicLong(-5);
    List<String> said = new ArrayList<>();
    Warnings warnings =
        new Warnings(Duration.ofMinutes(1), clock::get, (text, cause) -> said.add(text));

    warnings.warn("first", null);
    warnings.warn("second", null);
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    warnings.warn("third", null);
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    warnings.warn("fourth", null);

    assertThat(said).containsExactly("first", "fourth (and 2 like it)");
  }
}
