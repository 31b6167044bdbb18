package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.storage.Storage;
import dev.heddle.trainer.Resume;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeIT {

  @TempDir Path folder;
  private TinyRun whole;

  @BeforeEach
  void trainTwelveSteps() {
    whole = dropping();
    whole.output = "whole";
    whole.steps = 12;
    whole.run();
  }

  @Test
  void continuesBitForBit() throws Exception {
    TinyRun first = part();
    int[] asked = {0};
    first.stop = () -> asked[0]++ == 6;
    assertThat(first.run().isComplete()).isFalse();
    TinyRun second = part();
    second.resume = Resume.parse("true");
    WorkerResult result = second.run();
    List<Double> losses = new ArrayList<>(first.losses());
    losses.addAll(second.losses());
    assertThat(losses).isEqualTo(whole.losses());
    assertThat(result.steps()).isEqualTo(12);
    assertThat(result.tokens()).isEqualTo(whole.logs().get(11).totalTokens());
    for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
      assertThat(hash(second, file)).as(file).isEqualTo(hash(whole, file));
    }
  }

  @Test
  void fourWorkersGoOnAsTwo() throws Exception {
    TinyRun four = part();
    four.batch = 4;
    TinyGroup.run(
            4,
            collectives -> {
              TinyRun own = part();
              own.batch = 4;
              int[] asked = {0};
              own.stop = () -> collectives.rank() == 0 && asked[0]++ == 6;
              WorkerResult result = own.run(collectives);
              if (collectives.rank() == 0) {
                four.events.addAll(own.events);
              }
              return result;
            })
        .forEach(ResumeIT::done);
    TinyRun two = part();
    two.batch = 8;
    two.resume = Resume.parse("true");
    TinyGroup.run(2, two::run).forEach(ResumeIT::done);
    List<Double> losses = new ArrayList<>(four.losses());
    assertThat(losses).hasSize(6);
    losses.addAll(two.losses());
    assertThat(losses).hasSize(12);
    for (int step = 0; step < 12; step++) {
      assertThat(losses.get(step))
          .as("step %d", step + 1)
          .isCloseTo(whole.losses().get(step), within(1e-3));
    }
  }

  private static void done(Future<WorkerResult> outcome) {
    assertThat(outcome).succeedsWithin(Duration.ofMinutes(2));
  }

  @Test
  void startsFromScratchWhereThereIsNothingToResume() {
    TinyRun run = part();
    run.output = "fresh";
    run.resume = Resume.parse("true");
    assertThat(run.run().steps()).isEqualTo(12);
    assertThat(run.losses()).isEqualTo(whole.losses());
  }

  @Test
  void refusesACheckpointOfAnotherBatch() {
    TinyRun run = part();
    run.batch = 8;
    run.resume = Resume.parse(checkpoint(whole).toString());
    assertThatThrownBy(run::run)
        .hasMessageContaining("Cannot resume: checkpoint")
        .hasMessageContaining("total batch=16, this run 8");
  }

  private TinyRun part() {
    TinyRun run = dropping();
    run.output = "part";
    run.steps = 12;
    return run;
  }

  /** What dropout draws must not depend on when a run was interrupted either. */
  private TinyRun dropping() {
    TinyRun run = new TinyRun(folder);
    run.dropout = 0.1;
    return run;
  }

  private static URI checkpoint(TinyRun run) {
    return Storage.below(run.outputDir(), "checkpoint-12");
  }

  private static String hash(TinyRun run, String file) throws Exception {
    byte[] content = run.storage().read(Storage.below(checkpoint(run), file));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
