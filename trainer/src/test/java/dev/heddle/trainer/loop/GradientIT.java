package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.CheckpointReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The very gradient of a step, however many workers compute it. */
class GradientIT {

  private static final String MEAN = "exp_avg.";
  private static final double BETA1 = 0.9;

  @TempDir Path folder;

  @Test
  void everyElementOfTheFirstGradientIsTheSameForOneTwoAndFourWorkers() throws Exception {
    Map<String, float[]> alone = firstGradient(1);
    assertThat(alone).hasSizeGreaterThan(10);
    double norm = norm(alone);
    assertThat(norm).isGreaterThan(0.1);
    for (int workers : new int[] {2, 4}) {
      Map<String, float[]> together = firstGradient(workers);
      assertThat(together).containsOnlyKeys(alone.keySet());
      alone.forEach(
          (name, expected) ->
              assertThat(together.get(name))
                  .as("%s of %d workers", name, workers)
                  .containsExactly(expected, offset((float) (1e-6 * norm))));
    }
  }

  /**
   * Wordless packs weigh nothing, and the workers hold unequal shares of the rest: a mean of the
   * workers' means would be another gradient.
   */
  @Test
  void workersWithUnequalSharesOfMaskedTokensAreWeighedByThem() throws Exception {
    Map<String, float[]> alone = firstGradient(1, 2);
    Map<String, float[]> together = firstGradient(4, 2);
    double norm = norm(alone);
    alone.forEach(
        (name, expected) ->
            assertThat(together.get(name))
                .as(name)
                .containsExactly(expected, offset((float) (1e-6 * norm))));
  }

  private Map<String, float[]> firstGradient(int workers) throws Exception {
    return firstGradient(workers, 0);
  }

  /** After one step from zero, Adam's mean of gradients is the gradient times {@code 1 - β₁}. */
  private Map<String, float[]> firstGradient(int workers, int wordless) throws Exception {
    TinyRun run = new TinyRun(folder, wordless);
    run.batch = 16 / workers;
    run.steps = 1;
    run.maxGradNorm = 0;
    run.output = "run-" + workers + "-" + wordless;
    for (Future<WorkerResult> outcome : TinyGroup.run(workers, run::run)) {
      outcome.get();
    }
    URI checkpoint = Storage.below(run.outputDir(), "checkpoint-1");
    try (SafetensorsReader state =
        new CheckpointReader(run.storage()).open(checkpoint).optimizer()) {
      Map<String, float[]> gradients = new TreeMap<>();
      for (TensorInfo info : means(state)) {
        gradients.put(info.name(), gradient(state, info));
      }
      return gradients;
    }
  }

  private static List<TensorInfo> means(SafetensorsReader state) {
    return state.header().tensors().stream().filter(info -> info.name().startsWith(MEAN)).toList();
  }

  private static float[] gradient(SafetensorsReader state, TensorInfo info) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect((int) info.elements() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    state.readFloats(info.name(), bytes);
    float[] values = new float[(int) info.elements()];
    bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    for (int i = 0; i < values.length; i++) {
      values[i] /= (float) (1 - BETA1);
    }
    return values;
  }

  private static double norm(Map<String, float[]> gradients) {
    double squares = 0;
    for (float[] gradient : gradients.values()) {
      for (float value : gradient) {
        squares += (double) value * value;
      }
    }
    return Math.sqrt(squares);
  }
}
