package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.storage.Storage;
import dev.heddle.trainer.Resume;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeIT {

  @TempDir Path folder;
  private TinyRun whole;

  @BeforeEach
  void trainTwelveSteps() {
    whole = new TinyRun(folder);
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
    TinyRun run = new TinyRun(folder);
    run.output = "part";
    run.steps = 12;
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
