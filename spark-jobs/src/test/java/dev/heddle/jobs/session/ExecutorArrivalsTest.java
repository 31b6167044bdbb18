package dev.heddle.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExecutorArrivalsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Seconds passed to executors there, of two slots each. */
  private final TreeMap<Long, Integer> schedule = new TreeMap<>(Map.of(0L, 0));

  private final StoppedTime time = new StoppedTime();
  private final ExecutorArrivals arrivals = new ExecutorArrivals(this::present, PATIENCE, time);

  @Test
  void waitsNoLongerThanUntilThereAreEnough() {
    schedule.putAll(Map.of(3L, 1, 40L, 2, 50L, 3));

    assertThat(arrivals.await(present -> present.slots() >= 4)).isEqualTo(new Registered(2, 4));
    assertThat(time.seconds()).isEqualTo(40);
  }

  @Test
  void doesNotWaitForWhatIsThere() {
    schedule.put(0L, 2);

    assertThat(arrivals.await(present -> present.slots() >= 4)).isEqualTo(new Registered(2, 4));
    assertThat(time.nanos()).isZero();
  }

  @Test
  void takesWhoIsThereWhenPatienceEnds() {
    schedule.putAll(Map.of(3L, 1, 121L, 2));

    assertThat(arrivals.await(present -> present.slots() >= 4)).isEqualTo(new Registered(1, 2));
    assertThat(time.seconds()).isEqualTo(120);
  }

  @Test
  void takesWhoIsThereWhenNobodyCameForTenSeconds() {
    schedule.putAll(Map.of(30L, 1, 39L, 2, 48L, 3, 60L, 4));

    assertThat(arrivals.awaitCalm(present -> false)).isEqualTo(new Registered(3, 6));
    assertThat(time.seconds()).isEqualTo(58);
  }

  @Test
  void nobodyIsNotCalmButEmptiness() {
    assertThat(arrivals.awaitCalm(present -> false)).isEqualTo(new Registered(0, 0));
    assertThat(time.seconds()).isEqualTo(120);
  }

  private Registered present() {
    int executors = schedule.floorEntry(time.seconds()).getValue();
    return new Registered(executors, 2 * executors);
  }

  /** Time that passes only where somebody waits. */
  private static final class StoppedTime implements ExecutorArrivals.Time {
    private Duration passed = Duration.ZERO;

    long seconds() {
      return passed.toSeconds();
    }

    @Override
    public long nanos() {
      return passed.toNanos();
    }

    @Override
    public void pass(Duration duration) {
      passed = passed.plus(duration);
    }
  }
}
