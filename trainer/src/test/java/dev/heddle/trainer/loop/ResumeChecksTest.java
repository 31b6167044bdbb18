package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.trainer.checkpoint.CheckpointReader;
import dev.heddle.trainer.checkpoint.TrainingState;
import dev.heddle.trainer.collectives.SingleWorker;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeChecksTest {

  @TempDir Path folder;

  @Test
  void saysNothingWhereEverythingIsAsItWas() {
    assertThat(warnings(1, 1)).isEmpty();
  }

  @Test
  void warnsOfOtherThreadsAndWorkers() {
    assertThat(warnings(2, 4))
        .containsExactly(
            "Resuming with 2 threads of a worker, the checkpoint was written with 1; sums are"
                + " added in another order, so the last bits may differ",
            "Resuming with 4 workers, the checkpoint was written with 1; sums are added in another"
                + " order, so the last bits may differ");
  }

  /** Of a run with one thread and one worker that goes on with others. */
  private List<String> warnings(int threads, int workers) {
    TinyRun run = new TinyRun(folder);
    run.steps = 1;
    URI checkpoint = URI.create(run.run().checkpoint());
    TrainingState saved = new CheckpointReader(run.storage()).open(checkpoint).state();
    run.threads = threads;
    RunPlan plan = RunPlan.of(run.settings(), TinyRun.TRAIN_PACKS, TinyRun.MAX_LENGTH, workers);
    return new ResumeChecks(run.context(new SingleWorker()), plan, saved.dataFingerprint())
        .warnings(saved);
  }
}
