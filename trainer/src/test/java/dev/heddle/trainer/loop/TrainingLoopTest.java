package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Strategy;
import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.Prediction;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.StepLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {

  @TempDir Path folder;
  private TinyRun run;

  @BeforeEach
  void prepare() {
    run = new TinyRun(folder);
  }

  @Test
  void gradientCheckpointingChangesNoLoss() {
    TinyRun kept = new TinyRun(folder);
    kept.run();
    TinyRun recomputed = new TinyRun(folder);
    recomputed.output = "recomputed";
    recomputed.checkpointing = true;
    recomputed.run();
    assertThat(recomputed.losses()).isEqualTo(kept.losses());
  }

  @Test
  void startsNearChanceAndLearns() {
    run.steps = 40;
    run.rate = 1e-2;
    WorkerResult result = run.run();
    assertThat(run.losses()).hasSize(40);
    assertThat(run.losses().get(0)).isCloseTo(Math.log(TinyRun.VOCABULARY), within(0.2));
    assertThat(run.losses().get(39)).isLessThan(run.losses().get(0) - 0.5);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.steps()).isEqualTo(40);
  }

  @Test
  void tellsWhatHappens() {
    run.steps = 6;
    run.evaluation = Strategy.STEPS;
    WorkerResult result = run.run();
    RunStarted started = (RunStarted) run.events.get(0);
    assertThat(started.totalSteps()).isEqualTo(6);
    assertThat(started.trainSamples()).isEqualTo(TinyRun.TRAIN_PACKS);
    assertThat(started.totalBatch()).isEqualTo(16);
    assertThat(started.epochs()).isEqualTo(1);
    StepLog last = run.logs().get(5);
    assertThat(last.epoch()).isEqualTo(1);
    assertThat(last.totalTokens()).isEqualTo(result.tokens());
    assertThat(last.paddingFraction()).isBetween(0.2, 0.8);
    assertThat(last.residentGib()).isPositive();
    assertThat(last.metrics()).containsKey("objective/masked_accuracy");
    assertThat(run.logs().get(0).learningRate()).isZero();
    assertThat(run.logs().get(2).learningRate()).isCloseTo(2e-3 * 2 / 5, within(1e-12));
    RunFinished finished = (RunFinished) run.events.get(run.events.size() - 1);
    assertThat(finished.status()).isEqualTo(RunFinished.FINISHED);
    assertThat(finished.trainLoss()).isEqualTo(result.trainLoss());
  }

  @Test
  void evaluatesOnTheWayAndAtTheEndWithTheSameMasks() {
    run.steps = 6;
    run.rate = 0;
    run.evaluation = Strategy.STEPS;
    WorkerResult result = run.run();
    List<EvaluationLog> logs =
        run.events.stream()
            .filter(EvaluationLog.class::isInstance)
            .map(EvaluationLog.class::cast)
            .toList();
    assertThat(logs).extracting(EvaluationLog::step).containsExactly(5L, 6L);
    assertThat(logs.get(0).metrics().get("eval_loss"))
        .isEqualTo(logs.get(1).metrics().get("eval_loss"));
    assertThat(result.evaluation()).containsKeys("eval_masked_accuracy", "eval_unigram_entropy");
    assertThat(logs.get(0).samples()).hasSize(8);
    assertThat(logs.get(0).samples()).isEqualTo(logs.get(1).samples());
    assertThat(logs.get(0).samples()).extracting(Prediction::truth).doesNotContain("[MASK]");
  }

  @Test
  void evaluatesWheneverAnEpochEnds() {
    run.batch = 36; // 96 packs: epochs end in steps 3, 6 and 8
    run.steps = 9;
    run.evaluation = Strategy.EPOCH;
    run.run();
    assertThat(run.events)
        .filteredOn(EvaluationLog.class::isInstance)
        .extracting(event -> ((EvaluationLog) event).step())
        .containsExactly(3L, 6L, 8L, 9L);
  }

  @Test
  void stopsOnRequestBeforeTheNextStep() {
    AtomicInteger asked = new AtomicInteger();
    run.stop = () -> asked.getAndIncrement() == 3;
    WorkerResult result = run.run();
    assertThat(result.isComplete()).isFalse();
    assertThat(result.steps()).isEqualTo(3);
    RunFinished finished = (RunFinished) run.events.get(run.events.size() - 1);
    assertThat(finished.status()).isEqualTo(RunFinished.INTERRUPTED);
  }

  @Test
  void savesTheBatchOfALossThatIsNotFinite() throws IOException {
    run.rate = 1e30;
    assertThatThrownBy(run::run)
        .isInstanceOf(NonFiniteLoss.class)
        .hasMessageContaining("Cannot go on training: step=3 has loss=NaN")
        .hasMessageContaining("non_finite-step-3.json");
    JsonNode saved =
        new ObjectMapper()
            .readTree(run.storage().read(Storage.below(run.outputDir(), "non_finite-step-3.json")));
    assertThat(saved.path("step").asLong()).isEqualTo(3);
    JsonNode batch = saved.path("micro_batches").get(0);
    assertThat(batch.path("sample_indices")).hasSize(16);
    assertThat(batch.path("input_ids")).hasSameSizeAs(batch.path("labels"));
    RunFinished finished = (RunFinished) run.events.get(run.events.size() - 1);
    assertThat(finished.status()).startsWith(RunFinished.FAILED);
    assertThat(finished.steps()).isEqualTo(2);
  }
}
