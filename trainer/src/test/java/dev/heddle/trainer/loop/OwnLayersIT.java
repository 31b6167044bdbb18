package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.configs.Choice;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Resume;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that an objective has besides the model's. */
class OwnLayersIT {
  private static final String FILE = "objective.safetensors";

  @TempDir Path folder;

  @Test
  void areTrainedAndClosed() {
    TinyRun run = run("whole");
    LearntOffset.Provider provider = new LearntOffset.Provider();
    run.objective = new Choice<>(provider, TinyRun.objective());
    run.run();
    // Twelve steps of Adam, each about as long as the rate of 2e-3 once it is warmed up.
    assertThat(offset(run, 12)).isBetween(0.01f, 0.03f);
    assertThat(provider.made.isClosed).isTrue();
  }

  @Test
  void resumeBitForBit() {
    TinyRun whole = run("whole");
    whole.run();
    TinyRun first = run("part");
    int[] asked = {0};
    first.stop = () -> asked[0]++ == 6;
    first.run();
    TinyRun second = run("part");
    second.resume = Resume.parse("true");
    second.run();
    assertThat(file(second, 12)).isEqualTo(file(whole, 12));
    assertThat(offset(first, 6)).isLessThan(offset(whole, 12));
  }

  @Test
  void areTheSameOnTwoWorkers() throws Exception {
    TinyRun one = run("one");
    one.run();
    TinyGroup.run(
            2,
            collectives -> {
              TinyRun half = run("two");
              half.batch = 8;
              return half.run(collectives);
            })
        .forEach(outcome -> assertThat(outcome).succeedsWithin(Duration.ofMinutes(2)));
    assertThat(offset(run("two"), 12)).isCloseTo(offset(one, 12), within(1e-6f));
  }

  @Test
  void aCheckpointWithoutThemIsRefused() {
    TinyRun plain = new TinyRun(folder);
    plain.output = "plain";
    plain.steps = 6;
    plain.run();
    TinyRun other = run("other");
    other.resume = Resume.parse(Storage.below(plain.outputDir(), "checkpoint-6").toString());
    assertThatThrownBy(other::run)
        .hasMessageContaining("Cannot resume: checkpoint")
        .hasMessageContaining(FILE);
  }

  private TinyRun run(String output) {
    TinyRun run = new TinyRun(folder);
    run.output = output;
    run.steps = 12;
    run.objective = new Choice<>(new LearntOffset.Provider(), TinyRun.objective());
    return run;
  }

  private static byte[] file(TinyRun run, long step) {
    return run.storage().read(uri(run, step));
  }

  private static URI uri(TinyRun run, long step) {
    return Storage.below(run.outputDir(), "checkpoint-" + step + "/" + FILE);
  }

  private static float offset(TinyRun run, long step) {
    try (SafetensorsReader reader = SafetensorsReader.open(run.storage(), uri(run, step))) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(4).order(ByteOrder.LITTLE_ENDIAN);
      reader.readFloats("objective.offset", bytes);
      return bytes.getFloat(0);
    }
  }
}
