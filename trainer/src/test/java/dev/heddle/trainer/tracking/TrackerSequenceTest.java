package dev.heddle.trainer.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrackerSequenceTest {

  @Test
  void oneThatThrowsDoesNotHideTheEventFromTheOthers() {
    RecordingTracker last = new RecordingTracker();
    Tracker sequence = TrackerSequence.of(new FullDisk("first"), new FullDisk("second"), last);

    assertThatThrownBy(() -> sequence.logged(SampleEvents.step(1)))
        .hasMessage("first")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .satisfies(other -> assertThat(other).hasMessage("second")));
    sequence.close();

    assertThat(last.events).containsExactly(SampleEvents.step(1));
    assertThat(last.closed).isTrue();
  }

  private record FullDisk(String message) implements Tracker {
    @Override
    public void logged(StepLog event) {
      throw new IllegalStateException(message);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
