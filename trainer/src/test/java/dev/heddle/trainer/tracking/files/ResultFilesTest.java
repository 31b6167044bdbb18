package dev.heddle.trainer.tracking.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.tracking.SampleEvents;
import dev.heddle.trainer.tracking.Tracker;
import dev.heddle.trainer.tracking.TrackerSequence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

  @TempDir Path folder;

  @BeforeEach
  void runThreeSteps() {
    Storage storage = HadoopStorage.local();
    URI output = storage.resolve(folder.toString());
    try (Tracker trackers =
        TrackerSequence.of(new JsonlTracker(storage, output), new ResultFiles(storage, output))) {
      trackers.started(SampleEvents.started(0));
      trackers.logged(SampleEvents.step(1));
      trackers.logged(SampleEvents.step(2, Double.NaN));
      trackers.evaluated(SampleEvents.evaluation(2, 4.5));
      trackers.logged(SampleEvents.step(3));
      trackers.finished(SampleEvents.finished(3));
    }
  }

  @Test
  void theTrainingIsSummedUp() throws IOException {
    JsonNode train = read("train_results.json");

    assertThat(train.get("train_loss").asDouble()).isEqualTo(5.125);
    assertThat(train.get("train_runtime").asDouble()).isEqualTo(3 * 0.325);
    assertThat(train.get("train_tokens_per_second").asDouble()).isEqualTo(6301.5);
    assertThat(train.get("num_input_tokens_seen").asLong()).isEqualTo(6144);
    // 3 steps of 32 samples in 0.975 seconds.
    assertThat(train.get("train_samples_per_second").asDouble()).isEqualTo(96 / (3 * 0.325));
    assertThat(train.get("epoch").asDouble()).isEqualTo(3 / 1200.0);
  }

  @Test
  void theEvaluationStandsAloneAndWithTheRest() throws IOException {
    assertThat(read("eval_results.json").get("eval_loss").asDouble()).isEqualTo(4.5);
    JsonNode all = read("all_results.json");
    assertThat(all.get("eval_loss").asDouble()).isEqualTo(4.5);
    assertThat(all.get("train_loss").asDouble()).isEqualTo(5.125);
  }

  @Test
  void theHistoryHasEveryLineUnderTheNamesOfHuggingFace() throws IOException {
    JsonNode state = read("trainer_state.json");

    assertThat(state.get("global_step").asLong()).isEqualTo(3);
    assertThat(state.get("max_steps").asLong()).isEqualTo(3000);
    JsonNode history = state.get("log_history");
    assertThat(history).hasSize(4);
    assertThat(history.get(0))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"epoch\":8.333333333333334E-4,\"grad_norm\":0.6,\"learning_rate\":0.001,"
                        + "\"loss\":9.0,\"step\":1}"));
    assertThat(history.get(1).get("loss").asText()).isEqualTo("NaN");
    assertThat(history.get(2).get("eval_loss").asDouble()).isEqualTo(4.5);
    assertThat(history.get(2).get("step").asLong()).isEqualTo(2);
    assertThat(history.get(2).has("loss")).isFalse();
  }

  private JsonNode read(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }
}
