package dev.heddle.trainer.tracking.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.tracking.SampleEvents;
import dev.heddle.trainer.tracking.StepLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlTrackerTest {

  @TempDir Path folder;

  private final Storage storage = HadoopStorage.local();
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("trainer_log.jsonl");
  }

  @Test
  void aStepHasTheKeysOfLlamaFactoryAndOurs() throws IOException {
    StepLog step =
        new StepLog(
            120,
            5000,
            0.024,
            2.3125,
            0.75,
            1.9e-4,
            41_200.5,
            983_040,
            65.9,
            4321,
            0.001,
            0.002,
            0.5,
            0.03,
            1.5,
            Map.of("perf/mfu", 0.38));
    try (JsonlTracker tracker = tracker()) {
      tracker.started(SampleEvents.started(0));
      tracker.logged(step);
    }

    assertThat(lines())
        .containsExactly(
            "{\"current_steps\":120,\"total_steps\":5000,\"epoch\":0.024,\"percentage\":2.4,"
                + "\"loss\":2.3125,\"lr\":1.9E-4,\"grad_norm\":0.75,"
                + "\"elapsed_time\":\"0:01:05\",\"remaining_time\":\"1:12:01\","
                + "\"throughput\":41200.5,\"total_tokens\":983040,"
                + "\"perf/tokens_per_second_per_gpu\":41200.5,\"perf/step_seconds\":0.5,"
                + "\"perf/data_wait_seconds\":0.001,\"perf/comm_seconds\":0.002,"
                + "\"perf/padding_fraction\":0.03,\"memory/resident_gib\":1.5,\"perf/mfu\":0.38}");
  }

  @Test
  void everyBitOfALossIsKept() throws IOException {
    double loss = Math.nextUp(0.1);
    try (JsonlTracker tracker = tracker()) {
      tracker.started(SampleEvents.started(0));
      tracker.logged(SampleEvents.step(1, loss));
      tracker.logged(SampleEvents.step(2, Double.NaN));
    }

    assertThat(lines().get(0)).contains("\"loss\":0.10000000000000002,");
    assertThat(lines().get(1)).contains("\"loss\":\"NaN\",");
  }

  @Test
  void anEvaluationIsALineToo() throws IOException {
    try (JsonlTracker tracker = tracker()) {
      tracker.started(SampleEvents.started(0));
      tracker.evaluated(SampleEvents.evaluation(1200, 4.5));
    }

    assertThat(lines())
        .containsExactly(
            "{\"current_steps\":1200,\"total_steps\":3000,\"epoch\":1.0,\"percentage\":40.0,"
                + "\"eval_loss\":4.5,\"eval_masked_accuracy\":0.41,\"eval_unigram_entropy\":6.5,"
                + "\"eval_runtime\":2.25}");
  }

  @Test
  void aLineIsVisibleWhileTheRunGoesOn() throws IOException {
    try (JsonlTracker tracker = tracker()) {
      tracker.started(SampleEvents.started(0));
      tracker.logged(SampleEvents.step(1));
      assertThat(lines()).hasSize(1);

      tracker.evaluated(SampleEvents.evaluation(1, 3));
      assertThat(lines()).hasSize(2);
    }
  }

  @Test
  void aSlowFileSystemIsFlushedLessOftenButWithinASecond() throws IOException {
    AtomicLong clock = new AtomicLong(5_000_000_000L);
    // Every look at the clock moves it by 10 ms, so that a flush seems to take that long.
    try (JsonlTracker tracker =
        new JsonlTracker(
            storage, storage.resolve(folder.toString()), () -> clock.addAndGet(10_000_000))) {
      tracker.started(SampleEvents.started(0));
      tracker.logged(SampleEvents.step(1));
      tracker.logged(SampleEvents.step(2));
      assertThat(lines()).hasSize(1);

      clock.addAndGet(200_000_000);
      tracker.logged(SampleEvents.step(3));
      assertThat(lines()).hasSize(3);
    }
  }

  @Test
  void aResumedRunDropsWhatCameAfterItsCheckpoint() throws IOException {
    try (JsonlTracker first = tracker()) {
      first.started(SampleEvents.started(0));
      LongStream.rangeClosed(1, 47).mapToObj(SampleEvents::step).forEach(first::logged);
      first.evaluated(SampleEvents.evaluation(47, 3));
    }
    List<String> before = lines();
    try (JsonlTracker second = tracker()) {
      second.started(SampleEvents.started(40));
      second.logged(SampleEvents.step(41));
    }

    List<String> expected = new ArrayList<>(before.subList(0, 40));
    expected.add(before.get(40));
    assertThat(lines()).isEqualTo(expected);
  }

  @Test
  void aLastLineThatACrashCutOffIsRepaired() throws IOException {
    Files.writeString(
        file,
        "{\"current_steps\":1,\"loss\":2.0}\n{\"current_steps\":2,\"loss\":1.5}\n{\"current_st");
    try (JsonlTracker tracker = tracker()) {
      tracker.started(SampleEvents.started(2));
      tracker.evaluated(SampleEvents.evaluation(3, 1));
    }

    ObjectMapper strict = new ObjectMapper();
    List<Long> steps = new ArrayList<>();
    for (String line : lines()) {
      JsonNode node = strict.readTree(line);
      steps.add(node.get("current_steps").asLong());
    }
    assertThat(steps).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aNewRunBeginsWithAnEmptyLog() throws IOException {
    Files.writeString(file, "{\"current_steps\":1,\"loss\":2.0}\n");
    try (JsonlTracker tracker = tracker()) {
      tracker.started(SampleEvents.started(0));
    }

    assertThat(lines()).isEmpty();
  }

  private JsonlTracker tracker() {
    return new JsonlTracker(storage, storage.resolve(folder.toString()));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file);
  }
}
