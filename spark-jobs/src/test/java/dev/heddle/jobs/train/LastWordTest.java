package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.trainer.loop.WorkerResult;
import dev.heddle.trainer.tracking.CheckpointLog;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.TrackingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastWordTest {
  private static final String CHECKPOINT = "file:/run/checkpoint-7";
  private static final TrackingEvent CHECKPOINTED = new CheckpointLog(7, CHECKPOINT, 0.5);
  private static final RunStarted STARTED =
      new RunStarted("run", "file:/run", 9, 1, 9, 1, 1, 1, 1, 1, 1, 0, "", Map.of());

  private final List<TrackingEvent> passedOn = new ArrayList<>();
  private final LastWord lastWord = new LastWord(passedOn::add);

  @ParameterizedTest
  @CsvSource({"interrupted, false", "finished, true"})
  void anEndThatIsNoFailureIsAResult(String status, boolean isComplete) {
    lastWord.accept(ended(status));

    assertThat(lastWord.result(CHECKPOINT))
        .contains(
            new WorkerResult(7, 700, 2.5, 3.25, Map.of("eval_loss", 3.0), CHECKPOINT, isComplete));
  }

  @Test
  void aFailureIsNone() {
    lastWord.accept(ended("failed: Cannot go on: loss=NaN"));

    assertThat(lastWord.result(CHECKPOINT)).isEmpty();
  }

  @Test
  void theEndOfAnEarlierAttemptIsForgotten() {
    lastWord.accept(ended("interrupted"));
    lastWord.accept(STARTED);

    assertThat(lastWord.result(CHECKPOINT)).isEmpty();
  }

  @Test
  void everyEventIsPassedOn() {
    List<TrackingEvent> events = List.of(STARTED, CHECKPOINTED, ended("interrupted"));
    events.forEach(lastWord);

    assertThat(passedOn).isEqualTo(events);
  }

  private static RunFinished ended(String status) {
    return new RunFinished(7, 700, 2.5, 280, 3.25, Map.of("eval_loss", 3.0), status);
  }
}
