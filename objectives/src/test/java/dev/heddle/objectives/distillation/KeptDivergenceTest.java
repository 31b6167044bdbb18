package dev.heddle.objectives.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a student learns from the kept part of p = (.5, .2, .15, .1, .05). */
class KeptDivergenceTest {
  private static final float[] P = {0.5f, 0.2f, 0.15f, 0.1f, 0.05f};
  private static final float[] Q = {0.4f, 0.2f, 0.2f, 0.1f, 0.1f};
  private static final float PRINTED = 6e-7f;

  private TensorEngine engine;
  private Scope scope;

  @BeforeEach
  void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
    scope = engine.scope();
  }

  @AfterEach
  void stop() {
    scope.close();
    engine.close();
  }

  /** With k = 2: the partial sum of p log(p/q) alone would be 0.111572, above the full KL. */
  @Test
  void lossesOfTheTwoMostLikely() {
    assertThat(value(CacheSettings.Form.TAIL_BUCKET, Q, 2)).isCloseTo(0.025267f, within(PRINTED));
    assertThat(value(CacheSettings.Form.RENORMALISED, Q, 2)).isCloseTo(0.516063f, within(PRINTED));
    assertThat(value(CacheSettings.Form.TAIL_BUCKET, Q, 5))
        .as("full KL")
        .isCloseTo(0.033762f, within(PRINTED));
    assertThat(value(CacheSettings.Form.SAMPLED, Q, 2))
        .as("mean of log(.5/.4) and log(.2/.2)")
        .isCloseTo((float) Math.log(1.25) / 2, within(PRINTED));
  }

  @Test
  void slopesVanishAtTheMinimisers() {
    assertThat(slope(CacheSettings.Form.TAIL_BUCKET, new float[] {0.5f, 0.2f, 0.1f, 0.1f, 0.1f}, 2))
        .containsExactly(new float[5], within(1e-6f));
    float[] cut = {0.5f / 0.7f, 0.2f / 0.7f, 1e-9f, 1e-9f, 1e-9f};
    assertThat(slope(CacheSettings.Form.RENORMALISED, cut, 2))
        .containsExactly(new float[5], within(1e-6f));
    assertThat(slope(CacheSettings.Form.TAIL_BUCKET, P, 5))
        .containsExactly(new float[5], within(1e-6f));
  }

  @Test
  void slopesAddUpToNothing() {
    for (CacheSettings.Form form : CacheSettings.Form.values()) {
      for (int k : new int[] {1, 2, 5}) {
        double sum = 0;
        for (float part : slope(form, Q, k)) {
          sum += part;
        }
        assertThat(sum).as("%s, k=%d", form, k).isCloseTo(0, within(1e-6));
      }
    }
  }

  /** Taking ids together cannot tell two distributions farther apart. */
  @Test
  void theTailBucketIsNeverAboveTheFullDivergence() {
    Random random = new Random(4);
    for (int trial = 0; trial < 50; trial++) {
      float[] p = distribution(random);
      Arrays.sort(p);
      float[] descending = {p[4], p[3], p[2], p[1], p[0]};
      float[] q = distribution(random);
      float full = kernel(CacheSettings.Form.TAIL_BUCKET, descending, q, 5)[0].getFloat();
      for (int k = 1; k < 5; k++) {
        assertThat(kernel(CacheSettings.Form.TAIL_BUCKET, descending, q, k)[0].getFloat())
            .isBetween(-1e-6f, full + 1e-6f);
      }
    }
  }

  /** Student and teacher share an id that was drawn twice: its weight is twice as large. */
  @Test
  void idsDrawnTwiceWeighTwice() {
    NDArray ids = scope.longs(new long[] {0, 0, 3, 1}, 1, 4);
    NDArray kept = scope.floats(new float[] {0.5f, 0.5f, 0.1f, 0.2f, 0}, 1, 5).log();
    float[] slope =
        engine
            .kernels()
            .callAll("kept_divergence", ids, kept, log(Q), CacheSettings.Form.SAMPLED.form())[1]
            .toFloatArray();
    assertThat(slope)
        .containsExactly(new float[] {-0.1f, -0.05f, 0.2f, -0.15f, 0.1f}, within(PRINTED));
  }

  /** 20 000 times 8 ids: shares are p on average, and Σ 1 − (1 − p)^8 = 3.462 of 8 are distinct. */
  @Test
  void drawnIdsFollowTheTeacher() {
    int trials = 20_000;
    int n = 8;
    Random random = new Random(5);
    float[] uniform = new float[trials * n];
    for (int i = 0; i < uniform.length; i++) {
      uniform[i] = random.nextFloat();
    }
    long[] ids = answers(trials, n, List.of(scope.floats(uniform, trials, n)))[0].toLongArray();
    double[] shares = new double[5];
    double distinct = 0;
    for (int trial = 0; trial < trials; trial++) {
      long[] drawn = Arrays.copyOfRange(ids, trial * n, (trial + 1) * n);
      distinct += Arrays.stream(drawn).distinct().count();
      Arrays.stream(drawn).forEach(id -> shares[(int) id] += 1);
    }
    for (int id = 0; id < 5; id++) {
      double deviation = Math.sqrt(P[id] * (1 - P[id]) / uniform.length);
      assertThat(shares[id] / uniform.length).isCloseTo(P[id], within(4 * deviation));
    }
    assertThat(distinct / trials).isCloseTo(3.462, within(0.03));
  }

  @Test
  void theMostLikelyAreKeptInOrderWithTheRest() {
    NDArray[] kept = answers(1, 2, List.of());
    assertThat(kept[0].toLongArray()).containsExactly(0, 1);
    assertThat(kept[1].exp().toFloatArray())
        .containsExactly(new float[] {0.5f, 0.2f, 0.3f}, within(PRINTED));
    NDArray[] all = answers(1, 5, List.of());
    assertThat(all[1].toFloatArray()[5]).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  /** Of a teacher whose logits are log p in every row. */
  private NDArray[] answers(int rows, int k, List<NDArray> draws) {
    NDArray x = scope.floats(filled(rows), rows, 1);
    NDArray table = log(P).reshape(5, 1);
    return engine
        .kernels()
        .callAll("kept_answers", x, List.of(table), draws, k, 1.0, 5, 0.0, 6, 1000);
  }

  private static float[] filled(int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private float value(CacheSettings.Form form, float[] q, int k) {
    return kernel(form, P, q, k)[0].getFloat();
  }

  private float[] slope(CacheSettings.Form form, float[] q, int k) {
    return kernel(form, P, q, k)[1].toFloatArray();
  }

  /** The first k of p are kept. */
  private NDArray[] kernel(CacheSettings.Form form, float[] p, float[] q, int k) {
    long[] ids = new long[k];
    float[] kept = new float[k + 1];
    double rest = 1;
    for (int i = 0; i < k; i++) {
      ids[i] = i;
      kept[i] = (float) Math.log(p[i]);
      rest -= p[i];
    }
    kept[k] = k == p.length ? Float.NEGATIVE_INFINITY : (float) Math.log(rest);
    return engine
        .kernels()
        .callAll(
            "kept_divergence",
            scope.longs(ids, 1, k),
            scope.floats(kept, 1, k + 1),
            log(q),
            form.form());
  }

  private NDArray log(float[] probabilities) {
    return scope.floats(probabilities, 1, probabilities.length).log();
  }

  private static float[] distribution(Random random) {
    float[] values = new float[5];
    float sum = 0;
    for (int i = 0; i < 5; i++) {
      values[i] = (float) -Math.log(1 - random.nextDouble()) + 1e-3f;
      sum += values[i];
    }
    for (int i = 0; i < 5; i++) {
      values[i] /= sum;
    }
    return values;
  }
}
