package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.heddle.trainer.Strategy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same global batch, divided among workers and micro-batches in different ways. */
class DataParallelIT {

  private static final int GLOBAL_BATCH = 16;

  @TempDir Path folder;

  @Test
  void lossCurvesAreEqualForOneTwoAndFourWorkers() throws Exception {
    List<Double> alone = curve(1, 1);
    assertThat(alone).hasSize(50);
    assertThat(alone.get(49)).isLessThan(alone.get(0) - 0.2);
    assertClose(curve(2, 1), alone);
    assertClose(curve(4, 1), alone);
  }

  @Test
  void accumulationGivesTheGradientOfTheWholeBatch() throws Exception {
    double norm = firstNorm(1, 1);
    assertThat(firstNorm(1, 4)).isCloseTo(norm, withinPercentage(1e-4));
    assertThat(firstNorm(2, 2)).isCloseTo(norm, withinPercentage(1e-4));
    assertThat(firstNorm(4, 1)).isCloseTo(norm, withinPercentage(1e-4));
    assertClose(curve(2, 2), curve(1, 4));
  }

  /** Without keys of their own, four workers would drop otherwise than one. */
  @Test
  void dropoutIsTheSameForOneAndFourWorkersAndAnyMicroBatches() throws Exception {
    List<Double> alone = dropping(1, 1);
    assertClose(dropping(4, 1), alone);
    assertClose(dropping(2, 2), alone);
    assertThat(alone).isNotEqualTo(curve(1, 1).subList(0, 20));
  }

  private List<Double> dropping(int workers, int accumulation) throws Exception {
    TinyRun run = tiny(workers, accumulation);
    run.dropout = 0.2;
    run.steps = 20;
    train(run, workers);
    return run.losses();
  }

  @Test
  void evaluationDoesNotDependOnTheNumberOfWorkers() throws Exception {
    TinyRun one = tiny(1, 1);
    one.steps = 2;
    one.rate = 0;
    TinyRun four = tiny(4, 1);
    four.steps = 2;
    four.rate = 0;
    WorkerResult alone = one.run();
    for (Future<WorkerResult> outcome : TinyGroup.run(4, four::run)) {
      for (String metric : List.of("eval_loss", "eval_masked_accuracy", "eval_unigram_entropy")) {
        assertThat(outcome.get().evaluation().get(metric))
            .isCloseTo(alone.evaluation().get(metric), withinPercentage(1e-4));
      }
    }
  }

  @Test
  void oneWorkersWishToStopStopsAllAndSaves() throws Exception {
    TinyRun run = tiny(2, 1);
    List<Future<WorkerResult>> outcomes =
        TinyGroup.run(
            2,
            collectives -> {
              TinyRun own = tiny(2, 1);
              int[] asked = {0};
              own.stop = () -> collectives.rank() == 1 && asked[0]++ == 4;
              return own.run(collectives);
            });
    for (Future<WorkerResult> outcome : outcomes) {
      assertThat(outcome.get().steps()).isEqualTo(4);
      assertThat(outcome.get().isComplete()).isFalse();
      assertThat(outcome.get().checkpoint()).endsWith("checkpoint-4");
    }
    assertThat(run.storage().exists(java.net.URI.create(outcomes.get(0).get().checkpoint())))
        .isTrue();
  }

  @Test
  void allWorkersComeToTheSameVerdictOnALossThatIsNotFinite() throws Exception {
    TinyRun run = tiny(2, 1);
    run.rate = 1e30;
    for (Future<WorkerResult> outcome : TinyGroup.run(2, run::run)) {
      assertThatThrownBy(outcome::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(NonFiniteLoss.class)
          .hasMessageContaining("non_finite-step-3.json");
    }
  }

  private double firstNorm(int workers, int accumulation) throws Exception {
    TinyRun run = tiny(workers, accumulation);
    run.steps = 1;
    train(run, workers);
    return run.logs().get(0).gradNorm();
  }

  private List<Double> curve(int workers, int accumulation) throws Exception {
    TinyRun run = tiny(workers, accumulation);
    run.steps = 50;
    train(run, workers);
    return run.losses();
  }

  private static void train(TinyRun run, int workers) throws Exception {
    for (Future<WorkerResult> outcome : TinyGroup.run(workers, run::run)) {
      outcome.get();
    }
  }

  private TinyRun tiny(int workers, int accumulation) {
    TinyRun run = new TinyRun(folder);
    run.batch = GLOBAL_BATCH / workers / accumulation;
    run.accumulation = accumulation;
    run.output = "run-" + workers + "-" + accumulation + "-" + System.nanoTime();
    run.evaluation = Strategy.NO;
    if (workers == 2 && accumulation == 1) {
      run.output = "run-2-1";
    }
    return run;
  }

  private static void assertClose(List<Double> found, List<Double> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int step = 0; step < found.size(); step++) {
      assertThat(found.get(step))
          .as("step %d", step + 1)
          .isCloseTo(expected.get(step), withinPercentage(1e-3));
    }
  }
}
