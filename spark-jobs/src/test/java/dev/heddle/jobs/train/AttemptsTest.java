package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.trainer.loop.WorkerResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.errors.SparkCoreErrors;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private static final WorkerResult DONE =
      new WorkerResult(9, 9, 9, 1, Map.of(), "file:/run/checkpoint-9", true);

  private final List<String> starts = new ArrayList<>();
  private Optional<URI> newest = Optional.empty();

  @Test
  void startsAgainFromTheNewestCheckpoint() {
    WorkerResult result =
        new Attempts(
                1,
                () -> newest,
                (number, from) -> {
                  starts.add(number + " " + from);
                  if (number < 3) {
                    newest = Optional.of(URI.create("file:/run/checkpoint-" + number));
                    throw new IllegalStateException("ExecutorLostFailure");
                  }
                  return DONE;
                })
            .run("false");

    assertThat(result).isEqualTo(DONE);
    assertThat(starts)
        .containsExactly(
            "0 false",
            "1 file:/run/checkpoint-0",
            "2 file:/run/checkpoint-1",
            "3 file:/run/checkpoint-2");
  }

  @Test
  void givesUpAfterFailuresWithoutProgress() {
    Attempts attempts =
        new Attempts(
            2,
            () -> newest,
            (number, from) -> {
              starts.add(from);
              throw new IllegalStateException("lost executor 3");
            });

    assertThatThrownBy(() -> attempts.run("false")).hasMessage("lost executor 3");
    assertThat(starts).containsExactly("false", "false", "false");
  }

  @Test
  void doesNotRepeatWhatWouldFailAgain() {
    Attempts attempts =
        new Attempts(
            9,
            () -> newest,
            (number, from) -> {
              starts.add(from);
              throw new IllegalStateException(
                  """
                  Job aborted due to stage failure: finished unsuccessfully.
                  dev.heddle.trainer.loop.NonFiniteLoss: Cannot go on: loss=NaN
                  \tat dev.heddle.trainer.loop.FiniteGuard.check(FiniteGuard.java:1)
                  """);
            });

    assertThatThrownBy(() -> attempts.run("false")).hasMessage("Cannot go on: loss=NaN");
    assertThat(starts).hasSize(1);
  }

  @Test
  void doesNotRepeatWhatAnAlteredShardWouldFailAgain() {
    Attempts attempts =
        new Attempts(
            9,
            () -> newest,
            (number, from) -> {
              starts.add(from);
              throw new IllegalStateException(
                  """
                  Job aborted due to stage failure: finished unsuccessfully.
                  dev.heddle.data.batch.LoadingException: Cannot load batch: step=3
                  \tat dev.heddle.data.batch.SampleLoader.next(SampleLoader.java:1)
                  Caused by: dev.heddle.data.shard.ShardException: Cannot read shard: it was altered
                  """);
            });

    assertThatThrownBy(() -> attempts.run("false")).hasMessage("Cannot load batch: step=3");
    assertThat(starts).hasSize(1);
  }

  @Test
  void goesOnWhereAnExecutorThatWasToldToEndLeftOff() {
    WorkerResult cutShort = new WorkerResult(4, 4, 4, 1, Map.of(), "file:/run/checkpoint-4", false);

    WorkerResult result =
        new Attempts(
                1,
                () -> newest,
                (number, from) -> {
                  starts.add(from);
                  newest = Optional.of(URI.create("file:/run/checkpoint-4"));
                  return number == 0 ? cutShort : DONE;
                })
            .run("false");

    assertThat(result).isEqualTo(DONE);
    assertThat(starts).containsExactly("false", "file:/run/checkpoint-4");
  }

  @Test
  void aCancelledJobIsNotRepeated() {
    StageFailure cancelled =
        StageFailure.of(SparkCoreErrors.sparkJobCancelled(5, "by a person", null));

    assertThat(cancelled.isFinal()).isTrue();
    assertThat(cancelled.message()).contains("Job 5 cancelled by a person");
  }
}
