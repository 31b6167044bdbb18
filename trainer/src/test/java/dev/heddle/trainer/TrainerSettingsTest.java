package dev.heddle.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.RunFile;
import dev.heddle.models.layers.Role;
import dev.heddle.trainer.optim.ScheduleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerSettingsTest {

  @TempDir Path folder;

  record Run(TrainerSettings trainer) {}

  @Test
  void defaultsAreHuggingFaces() throws IOException {
    TrainerSettings settings = bind("trainer: {}");
    assertThat(settings.perDeviceTrainBatchSize()).isEqualTo(8);
    assertThat(settings.numTrainEpochs()).isEqualTo(3);
    assertThat(settings.learningRate()).isEqualTo(5e-5);
    assertThat(settings.lrSchedulerType()).isEqualTo(ScheduleKind.LINEAR);
    assertThat(settings.adamBeta2()).isEqualTo(0.999);
    assertThat(settings.maxGradNorm()).isEqualTo(1);
    assertThat(settings.noDecay()).containsExactly(Role.NORM, Role.BIAS);
    assertThat(settings.evalStrategy()).isEqualTo(Strategy.NO);
    assertThat(settings.resumeFromCheckpoint().isOff()).isTrue();
    assertThat(settings.numWorkers().of(7)).isEqualTo(7);
    assertThat(settings.orderSeed()).isEqualTo(42);
  }

  @Test
  void readsEveryKindOfKey() throws IOException {
    TrainerSettings settings =
        bind(
            """
            trainer:
              max_steps: 1800
              lr_scheduler_type: warmup_stable_decay
              warmup_steps: 0.05
              num_decay_steps: 200
              no_decay: [norm, bias, embedding]
              bf16: false
              eval_strategy: steps
              eval_steps: 600
              save_strategy: no
              resume_from_checkpoint: true
              num_workers: 2
              data_seed: 7
            """);
    assertThat(settings.totalSteps(1000, 2)).isEqualTo(1800);
    assertThat(settings.warmupSteps().of(1800)).isEqualTo(90);
    assertThat(settings.numDecaySteps().of(1800)).isEqualTo(200);
    assertThat(settings.noDecay()).contains(Role.EMBEDDING);
    assertThat(settings.bf16().isOn(Bf16.DeviceKind.CUDA)).isFalse();
    assertThat(settings.evalSteps().orElseThrow().of(1800)).isEqualTo(600);
    assertThat(settings.saveStrategy()).isEqualTo(Strategy.NO);
    assertThat(settings.resumeFromCheckpoint().isNewest()).isTrue();
    assertThat(settings.numWorkers().of(7)).isEqualTo(2);
    assertThat(settings.orderSeed()).isEqualTo(7);
  }

  @Test
  void takesForeignNames() throws IOException {
    TrainerSettings settings =
        bind("trainer: {micro_batch_size: 3, num_epochs: 2, lr: 1e-3, warmup_ratio: 0.1}");
    assertThat(settings.perDeviceTrainBatchSize()).isEqualTo(3);
    assertThat(settings.learningRate()).isEqualTo(1e-3);
    assertThat(settings.warmupSteps().of(50)).isEqualTo(5);
    assertThat(settings.totalSteps(9, 1)).isEqualTo(6);
  }

  @Test
  void tellsAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                bind(
                    "trainer: {learning_rate: -1, adam_beta1: 1.0, fp16: true, bf16: maybe,"
                        + " per_device_train_batch_size: 0}"))
        .hasMessageContaining("fp16")
        .hasMessageContaining("must be auto, true or false");
    assertThatThrownBy(
            () -> bind("trainer: {learning_rate: -1, adam_beta1: 1.0, logging_steps: 0}"))
        .hasMessageContaining("learning_rate")
        .hasMessageContaining("adam_beta1")
        .hasMessageContaining("logging_steps");
  }

  private TrainerSettings bind(String yaml) throws IOException {
    Path file = folder.resolve("run.yaml");
    Files.writeString(file, yaml);
    return RunFile.load(file, List.of(), Map.of()).bind(Run.class).trainer();
  }
}
