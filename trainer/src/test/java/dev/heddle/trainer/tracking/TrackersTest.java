package dev.heddle.trainer.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TrackersTest {

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final Warnings warnings =
      new Warnings(Duration.ofMinutes(1), () -> 0, (text, cause) -> said.add(text));

  @Test
  void everyEventArrivesInOrder() {
    RecordingTracker tracker = new RecordingTracker();
    List<TrackingEvent> sent = new ArrayList<>();
    sent.add(SampleEvents.started(0));
    LongStream.rangeClosed(1, 500).mapToObj(SampleEvents::step).forEach(sent::add);
    sent.add(SampleEvents.evaluation(500, 4));
    sent.add(SampleEvents.checkpoint(500));
    sent.add(SampleEvents.finished(500));

    try (Trackers trackers = Trackers.of(List.of(tracker))) {
      sent.forEach(event -> event.deliverTo(trackers));
    }

    assertThat(tracker.events).containsExactlyElementsOf(sent);
    assertThat(tracker.closed).isTrue();
  }

  @Test
  void nothingRunsOnTheCallersThread() {
    RecordingTracker first = new RecordingTracker();
    RecordingTracker second = new RecordingTracker();
    try (Trackers trackers = Trackers.of(List.of(first, second))) {
      trackers.logged(SampleEvents.step(1));
    }

    assertThat(first.threads).hasSize(1).doesNotContain(Thread.currentThread());
    assertThat(second.threads).hasSize(1).doesNotContainAnyElementsOf(first.threads);
  }

  @Test
  void aTrackerThatAlwaysThrowsIsWarnedAboutOnceAndHarmsNobody() {
    RecordingTracker healthy = new RecordingTracker();
    try (Trackers trackers = trackers(List.of(new ThrowingTracker(), healthy), 64)) {
      LongStream.rangeClosed(1, 20).mapToObj(SampleEvents::step).forEach(trackers::accept);
    }

    assertThat(healthy.events).hasSize(20);
    assertThat(said)
        .containsExactly(
            "Cannot track: tracker=ThrowingTracker, event=StepLog;"
                + " java.lang.NoClassDefFoundError: org/mlflow/Client");
  }

  @Test
  void aTrackerThatBlocksForeverHoldsUpNeitherTheStepsNorTheOthersNorTheEnd() {
    RecordingTracker healthy = new RecordingTracker();
    Semaphore never = new Semaphore(0);
    BlockingTracker blocking = new BlockingTracker(never);
    Trackers trackers =
        new Trackers(List.of(blocking, healthy), 4096, Duration.ofMillis(300), warnings);
    LongStream.rangeClosed(1, 4000).mapToObj(SampleEvents::step).forEach(trackers::accept);

    trackers.close();

    assertThat(healthy.events).hasSize(4000);
    assertThat(said).contains("Cannot close tracker: name=BlockingTracker; it did not end in time");
  }

  @Test
  void aSlowTrackerLosesItsOldestStepsAndIsTold() throws InterruptedException {
    Semaphore gate = new Semaphore(0);
    BlockingTracker slow = new BlockingTracker(gate);
    try (Trackers trackers = trackers(List.of(slow), 2)) {
      trackers.accept(SampleEvents.step(1));
      slow.reached.await();
      LongStream.rangeClosed(2, 10).mapToObj(SampleEvents::step).forEach(trackers::accept);
      gate.release(10);
    }

    assertThat(slow.events)
        .containsExactly(SampleEvents.step(1), SampleEvents.step(9), SampleEvents.step(10));
    assertThat(said)
        .containsExactly(
            "Cannot track every event: tracker=BlockingTracker, dropped=7; it is slower than the"
                + " training; raise trainer.logging_steps");
  }

  private Trackers trackers(List<Tracker> trackers, int capacity) {
    return new Trackers(trackers, capacity, Duration.ofSeconds(20), warnings);
  }

  private static final class ThrowingTracker implements Tracker {
    @Override
    public void logged(StepLog event) {
      throw new NoClassDefFoundError("org/mlflow/Client");
    }

    @Override
    public void close() {
      throw new IllegalStateException("never opened");
    }
  }

  private static final class BlockingTracker extends RecordingTracker {
    final CountDownLatch reached = new CountDownLatch(1);
    private final Semaphore gate;

    BlockingTracker(Semaphore gate) {
      this.gate = gate;
    }

    @Override
    public void logged(StepLog event) {
      super.logged(event);
      reached.countDown();
      // Deaf to interrupts, as native calls and some HTTP clients are.
      gate.acquireUninterruptibly();
    }
  }
}
