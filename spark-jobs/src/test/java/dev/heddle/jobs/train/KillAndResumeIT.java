package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was killed and taken up again is, bit for bit, the run that was not. */
class KillAndResumeIT {
  private static final int STEPS = 60;
  private static final String RESUME = "trainer.resume_from_checkpoint=true";

  @TempDir static Path folder;

  private static TinyRunFile tiny;
  private static RunFolder whole;

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    tiny = TinyRunFile.in(folder);
    whole = new RunFolder(folder.resolve("whole"));
    CommandRun run = tiny.run("train", overrides(whole, 10));
    assertThat(run.exitCode()).as(run.error()).isZero();
    assertThat(whole.losses()).hasSize(STEPS);
  }

  @Test
  void afterKillMinusNine() throws IOException, InterruptedException {
    RunFolder killed = new RunFolder(folder.resolve("killed"));
    try (ChildRun child = start(killed, 10)) {
      child.await(() -> killed.checkpoints().contains(20L));
      child.kill();
    }
    assertThat(killed.checkpoints()).doesNotContain((long) STEPS);

    resumeAndCompare(killed, 10);
  }

  @Test
  void afterATerminationThatLeavesACheckpoint() throws IOException, InterruptedException {
    RunFolder stopped = new RunFolder(folder.resolve("stopped"));
    try (ChildRun child = start(stopped, 10 * STEPS)) {
      child.await(() -> stopped.hasLogged(5));
      assertThat(stopped.checkpoints()).isEmpty();
      child.terminate();
    }
    assertThat(stopped.checkpoints()).hasSize(1).doesNotContain((long) STEPS);

    resumeAndCompare(stopped, 10 * STEPS);
  }

  private static void resumeAndCompare(RunFolder interrupted, int saveSteps) throws IOException {
    List<String> overrides = new ArrayList<>(List.of(overrides(interrupted, saveSteps)));
    overrides.add(RESUME);
    CommandRun resumed = tiny.run("train", overrides.toArray(String[]::new));
    assertThat(resumed.exitCode()).as(resumed.error()).isZero();
    assertThat(interrupted.losses()).isEqualTo(whole.losses());
    assertThat(interrupted.hashes(STEPS)).isEqualTo(whole.hashes(STEPS));
  }

  private static ChildRun start(RunFolder run, int saveSteps, String... more) throws IOException {
    List<String> overrides = new ArrayList<>(List.of(overrides(run, saveSteps)));
    overrides.addAll(List.of(more));
    Path log = folder.resolve(run.path().getFileName() + ".log");
    return ChildRun.start(log, tiny.arguments("train", overrides.toArray(String[]::new)));
  }

  private static String[] overrides(RunFolder run, int saveSteps) {
    return new String[] {
      "output_dir=" + run.path(),
      "trainer.max_steps=" + STEPS,
      "trainer.save_steps=" + saveSteps,
      "trainer.per_device_train_batch_size=16"
    };
  }
}
