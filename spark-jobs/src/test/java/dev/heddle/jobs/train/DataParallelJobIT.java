package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same global batch over more workers of one JVM is the same run. */
class DataParallelJobIT {

  /** A relative 1e-5: float32 sums in another order, over a few steps of warm-up. */
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-3);

  private static final int STEPS = 20;

  @TempDir static Path folder;

  private static TinyRunFile tiny;
  private static Map<Long, String> ofOneWorker;

  @BeforeAll
  static void trainWithOneWorker() throws IOException {
    tiny = TinyRunFile.in(folder);
    ofOneWorker = losses(1, 8, 1);
    assertThat(ofOneWorker).hasSize(STEPS);
  }

  @ParameterizedTest
  @CsvSource({"2, 4, 1", "4, 2, 1", "2, 2, 2"})
  void givesTheSameLosses(int workers, int batch, int accumulation) throws IOException {
    Map<Long, String> losses = losses(workers, batch, accumulation);

    assertThat(losses).hasSameSizeAs(ofOneWorker);
    losses.forEach(
        (step, loss) ->
            assertThat(Double.parseDouble(loss))
                .as("loss of step %d", step)
                .isCloseTo(Double.parseDouble(ofOneWorker.get(step)), ROUNDING));
  }

  private static Map<Long, String> losses(int workers, int batch, int accumulation)
      throws IOException {
    Path output = folder.resolve("workers-%d-of-%d".formatted(workers, batch));
    CommandRun run =
        tiny.run(
            "train",
            "output_dir=" + output,
            "trainer.max_steps=" + STEPS,
            "trainer.save_strategy=no",
            "trainer.num_workers=" + workers,
            "trainer.per_device_train_batch_size=" + batch,
            "trainer.gradient_accumulation_steps=" + accumulation);
    assertThat(run.exitCode()).as(run.error()).isZero();
    assertThat(new RunFolder(output).json("environment.json").get("workers").asInt())
        .isEqualTo(workers);
    return new RunFolder(output).losses();
  }
}
