package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.CheckpointReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps in whose batches nothing is masked, on no worker or on some. */
class EmptyStepsIT {

  private static final int STEPS = 24;

  @TempDir Path folder;

  @Test
  void allWorkersSkipAStepWithoutMasksAndNoneSkipsOneWithSome() throws Exception {
    TinyRun alone = tiny(1);
    TinyRun pair = tiny(2);
    alone.run();
    for (Future<WorkerResult> outcome : TinyGroup.run(2, pair::run)) {
      assertThat(outcome.get().isComplete()).isTrue();
      assertThat(outcome.get().steps()).isEqualTo(STEPS);
    }
    assertThat(pair.losses()).hasSize(STEPS).allMatch(Double::isFinite);
    for (int step = 0; step < STEPS; step++) {
      assertThat(pair.losses().get(step))
          .as("step %d", step + 1)
          .isCloseTo(alone.losses().get(step), withinPercentage(1e-3));
    }
    long learnt = pair.losses().stream().filter(loss -> loss > 0).count();
    assertThat(learnt).isBetween(4L, STEPS - 4L);
    assertThat(List.of(updates(alone), updates(pair))).containsOnly(learnt);
  }

  /** Three packs of four have no words, so that two of them often come together. */
  private TinyRun tiny(int workers) {
    TinyRun run = new TinyRun(folder, 3);
    run.batch = 2 / workers;
    run.steps = STEPS;
    run.output = "run-" + workers;
    return run;
  }

  private static long updates(TinyRun run) {
    URI checkpoint = Storage.below(run.outputDir(), "checkpoint-" + STEPS);
    return new CheckpointReader(run.storage())
        .open(checkpoint)
        .state()
        .counters()
        .get("updates")
        .longValue();
  }
}
