package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers in executor processes of their own, on a Spark cluster of this machine. */
class ClusterIT {
  private static final int EXECUTORS = 2;
  private static final int STEPS = 60;
  private static final int SAVE_STEPS = 10;
  private static final int BATCH = 16;

  /** Exit code of a JVM that ends by SIGTERM. */
  private static final int TERMINATED = 128 + 15;

  /** A relative 1e-5: float32 sums in another order. */
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-3);

  @TempDir static Path folder;

  private static TinyRunFile tiny;
  private static LocalCluster cluster;
  private static RunFolder undisturbed;

  @BeforeAll
  static void trainUndisturbed() throws IOException, InterruptedException {
    tiny = TinyRunFile.in(folder);
    cluster = LocalCluster.in(folder.resolve("spark"), EXECUTORS);
    undisturbed = new RunFolder(folder.resolve("undisturbed"));
    try (ChildRun run = start(undisturbed, SAVE_STEPS)) {
      assertThat(run.exitCode()).as("%s %s", run.log(), cluster.executorLogs()).isZero();
    }
  }

  @Test
  void twoProcessesLearnWhatOneWorkerLearns() throws IOException {
    RunFolder embedded = new RunFolder(folder.resolve("embedded"));

    CommandRun run = tiny.run("train", overrides(embedded, SAVE_STEPS, batch(BATCH)));

    assertThat(run.exitCode()).as(run.error()).isZero();
    assertThat(undisturbed.json("environment.json").get("workers").asInt()).isEqualTo(EXECUTORS);
    Map<Long, String> losses = embedded.losses();
    assertThat(losses).hasSize(STEPS);
    assertThat(undisturbed.losses()).hasSameSizeAs(losses);
    undisturbed
        .losses()
        .forEach(
            (step, loss) ->
                assertThat(Double.parseDouble(loss))
                    .as("loss of step %d", step)
                    .isCloseTo(Double.parseDouble(losses.get(step)), ROUNDING));
  }

  @Test
  void aKilledExecutorCostsTheStepsSinceTheNewestCheckpoint()
      throws IOException, InterruptedException {
    RunFolder disturbed = new RunFolder(folder.resolve("disturbed"));

    try (ChildRun run = start(disturbed, SAVE_STEPS)) {
      run.await(() -> disturbed.checkpoints().contains((long) SAVE_STEPS));
      List<ProcessHandle> executors = run.childJvms();
      assertThat(executors).hasSize(EXECUTORS);
      executors.get(0).destroyForcibly();

      assertThat(run.exitCode()).as("%s %s", run.log(), cluster.executorLogs()).isZero();
      assertThat(run.log()).contains("A worker failed: ", "starting again from ", "/checkpoint-");
    }
    assertThat(disturbed.losses()).isEqualTo(undisturbed.losses());
    assertThat(disturbed.hashes(STEPS)).isEqualTo(undisturbed.hashes(STEPS));
  }

  @Test
  void aDriverThatIsToldToStopLeavesACheckpointToGoOnFrom()
      throws IOException, InterruptedException {
    RunFolder stopped = new RunFolder(folder.resolve("stopped"));

    try (ChildRun run = start(stopped, STEPS)) {
      run.await(() -> stopped.hasLogged(5));
      run.terminate();
      assertThat(run.exitCode()).as(run.log()).isEqualTo(TERMINATED);
      assertThat(stopped.checkpoints()).as(run.log()).hasSize(1).doesNotContain((long) STEPS);
    }

    CommandRun resumed =
        tiny.run(
            "train",
            overrides(
                stopped,
                STEPS,
                "trainer.num_workers=" + EXECUTORS,
                batch(BATCH / EXECUTORS),
                "trainer.resume_from_checkpoint=true"));
    assertThat(resumed.exitCode()).as(resumed.error()).isZero();
    assertThat(stopped.losses()).isEqualTo(undisturbed.losses());
    assertThat(stopped.hashes(STEPS)).isEqualTo(undisturbed.hashes(STEPS));
  }

  /** With {@code trainer.num_workers: auto}, one worker an executor. */
  private static ChildRun start(RunFolder run, int saveSteps) throws IOException {
    return cluster.start(
        folder.resolve(run.path().getFileName() + ".log"),
        tiny.arguments("train", overrides(run, saveSteps, batch(BATCH / EXECUTORS))));
  }

  private static String batch(int size) {
    return "trainer.per_device_train_batch_size=" + size;
  }

  private static String[] overrides(RunFolder run, int saveSteps, String... more) {
    Stream<String> common =
        Stream.of(
            "output_dir=" + run.path(),
            "trainer.max_steps=" + STEPS,
            "trainer.save_steps=" + saveSteps);
    return Stream.concat(common, Arrays.stream(more)).toArray(String[]::new);
  }
}
