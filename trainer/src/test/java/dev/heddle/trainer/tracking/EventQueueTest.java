package dev.heddle.trainer.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  @Test
  void aFullQueueDropsTheOldestStep() throws InterruptedException {
    EventQueue queue = new EventQueue(3);
    queue.put(SampleEvents.started(0));
    queue.put(SampleEvents.step(1));
    queue.put(SampleEvents.evaluation(1, 5));
    queue.put(SampleEvents.step(2));
    queue.close();

    assertThat(drain(queue))
        .containsExactly(
            SampleEvents.started(0), SampleEvents.evaluation(1, 5), SampleEvents.step(2));
    assertThat(queue.takeDropped()).isEqualTo(1);
    assertThat(queue.takeDropped()).isZero();
  }

  @Test
  void withoutAStepTheOldestEventGoes() throws InterruptedException {
    EventQueue queue = new EventQueue(1);
    queue.put(SampleEvents.checkpoint(1));
    queue.put(SampleEvents.checkpoint(2));
    queue.close();

    assertThat(drain(queue)).containsExactly(SampleEvents.checkpoint(2));
  }

  @Test
  void aClosedQueueTakesNothingMore() throws InterruptedException {
    EventQueue queue = new EventQueue(2);
    queue.close();
    queue.put(SampleEvents.step(1));

    assertThat(queue.take()).isEmpty();
  }

  @Test
  void aQueueWithoutRoomIsRefused() {
    assertThatThrownBy(() -> new EventQueue(0))
        .hasMessage("Cannot make event queue: capacity=0; must be 1 or more");
  }

  private static List<TrackingEvent> drain(EventQueue queue) throws InterruptedException {
    List<TrackingEvent> events = new ArrayList<>();
    for (Optional<TrackingEvent> next = queue.take(); next.isPresent(); next = queue.take()) {
      events.add(next.get());
    }
    return events;
  }
}
