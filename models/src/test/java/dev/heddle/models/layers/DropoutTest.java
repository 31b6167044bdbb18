package dev.heddle.models.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int ROWS = 2000;
  private static final int WIDTH = 500;
  private static final double COUNT = (double) ROWS * WIDTH;

  private static TensorEngine engine;
  private static Site site;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
    site = Site.root(engine, Precision.FP32, 7);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void dropsWhatTheDocumentedHashSays() {
    long[] keys = {0, 1, -1, 0x123456789ABCDEFL, Long.MIN_VALUE};
    int width = 11; // the last word is used in part
    float[] found = kept(Dropout.at(site.at("model.layers.3"), "dropout", 0.3), keys, width);
    for (int row = 0; row < keys.length; row++) {
      for (int column = 0; column < width; column++) {
        boolean dropped =
            lane(keys[row], "model.layers.3.dropout", column / 4, column % 4)
                < Math.round(0.3 * 65536) - 32768;
        assertThat(found[row * width + column])
            .as("row %d, column %d", row, column)
            .isEqualTo(dropped ? 0 : (float) (1 / 0.7));
      }
    }
  }

  /** FNV-1a and SplitMix64 as their papers print them, apart from the code under test. */
  private static short lane(long key, String place, long word, int lane) {
    long salt = 0xcbf29ce484222325L;
    for (int i = 0; i < place.length(); i++) {
      salt = (salt ^ place.charAt(i)) * 1099511628211L;
    }
    long state = finalised(key ^ finalised(salt));
    return (short) (finalised(state + (word + 1) * 0x9e3779b97f4a7c15L) >>> (16 * lane));
  }

  private static long finalised(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Weights of attention, taken from equal logits and values that tell the keys apart. */
  @Test
  void dropsWeightsOfAttentionAsDocumented() {
    int length = 6;
    int heads = 2;
    long[] keys = {5, 6, 7, 8, 9, 10};
    try (Scope scope = engine.scope()) {
      float[] values = new float[length * heads * length];
      for (int key = 0; key < length; key++) {
        for (int head = 0; head < heads; head++) {
          values[(key * heads + head) * length + key] = length;
        }
      }
      NDArray zeros = scope.floats(new float[values.length], length, heads, length);
      NDArray mixed =
          engine
              .kernels()
              .call(
                  "attend_packed",
                  zeros,
                  zeros,
                  scope.floats(values, length, heads, length),
                  new long[] {length},
                  new long[] {1},
                  new long[0],
                  -1,
                  -1,
                  1.0,
                  0.0,
                  List.of(scope.longs(keys, length)),
                  SplitMix.mixed(SplitMix.hash("attn.dropout")),
                  0.4);
      float[] weights = mixed.toFloatArray();
      for (int query = 0; query < length; query++) {
        for (int head = 0; head < heads; head++) {
          for (int key = 0; key < length; key++) {
            short lane = lane(keys[query], "attn.dropout", head * (1L << 24) + key / 4, key % 4);
            float expected = lane < Math.round(0.4 * 65536) - 32768 ? 0 : (float) (1 / 0.6);
            assertThat(weights[(query * heads + head) * length + key])
                .as("query %d, head %d, key %d", query, head, key)
                .isCloseTo(expected, offset(1e-5f));
          }
        }
      }
    }
  }

  /** Binomial: the deviation of a share is {@code sqrt(p (1 - p) / n)}. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
  void keepsTheRightShareAndTheMean(double probability) {
    float[] kept = kept(Dropout.at(site, "share", probability), consecutive(), WIDTH);
    double share = count(kept) / COUNT;
    double deviation = Math.sqrt(probability * (1 - probability) / COUNT);
    assertThat(share).isCloseTo(1 - probability, offset(4 * deviation));
    double mean = 0;
    for (float value : kept) {
      mean += value / COUNT;
    }
    assertThat(mean).isCloseTo(1, offset(4 * deviation / (1 - probability)));
  }

  /** The correlation of independent rows of n numbers has the deviation {@code 1 / sqrt(n)}. */
  @Test
  void placesColumnsAndRowsAreIndependent() {
    float[] one = kept(Dropout.at(site, "layers.0.dropout", 0.5), consecutive(), WIDTH);
    float[] other = kept(Dropout.at(site, "layers.1.dropout", 0.5), consecutive(), WIDTH);
    double bound = 4 / Math.sqrt(COUNT);
    assertThat(correlation(one, other)).isCloseTo(0, within(bound));
    for (int shift : new int[] {1, 2, 3, 4, 8, WIDTH, WIDTH + 1, 2 * WIDTH}) {
      float[] shifted = Arrays.copyOfRange(one, shift, one.length);
      assertThat(correlation(Arrays.copyOf(one, shifted.length), shifted))
          .as("shifted by %d", shift)
          .isCloseTo(0, within(4.0 / Math.sqrt(shifted.length)));
    }
  }

  @Test
  void everyColumnIsDroppedEquallyOften() {
    float[] kept = kept(Dropout.at(site, "columns", 0.25), consecutive(), WIDTH);
    // 500 columns: the largest of so many deviations is below 5 in all but one of 3,000 draws.
    double bound = 5 * Math.sqrt(0.25 * 0.75 / ROWS);
    for (int column = 0; column < WIDTH; column++) {
      int found = 0;
      for (int row = 0; row < ROWS; row++) {
        found += kept[row * WIDTH + column] == 0 ? 0 : 1;
      }
      assertThat((double) found / ROWS).as("column %d", column).isCloseTo(0.75, offset(bound));
    }
  }

  @Test
  void gradientsOfDroppedValuesAreZeroAndOfKeptOnesScaled() {
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray x = scope.floats(waves(6 * 9), 6, 9);
      engine.autograd().track(x);
      NDArray keys = scope.longs(new long[] {1, 2, 3, 4, 5, 6}, 6);
      Dropout dropout = Dropout.at(site, "gradient", 0.4);
      NDArray y = engine.noise().during(List.of(keys), () -> dropout.forward(x));
      float[] values = y.toFloatArray();
      engine.autograd().backward(engine.kernels().call("scaled", y, 1.0).sum(), scope.scalar(1));
      float[] gradient = engine.autograd().gradient(x).orElseThrow().toFloatArray();
      for (int i = 0; i < values.length; i++) {
        assertThat(gradient[i]).isEqualTo(values[i] == 0 ? 0 : (float) (1 / 0.6));
      }
      assertThat(count(values)).isBetween(1L, values.length - 1L);
    }
  }

  @Test
  void joinsTheResidualStreamAsIfDroppedBefore() {
    try (Scope scope = engine.scope()) {
      LayerNorm norm = LayerNorm.biased(site.at("norm"), 9, 1e-5);
      NDArray residual = scope.floats(waves(36), 4, 9);
      NDArray update = scope.floats(waves(36), 4, 9);
      Dropout dropout = Dropout.at(site, "residual", 0.4);
      NDArray keys = scope.longs(new long[] {9, 8, 7, 6}, 4);
      NDArray[] fused =
          engine
              .noise()
              .during(List.of(keys), () -> norm.addThenNorm(residual, update, dropout.mask()));
      NDArray dropped = engine.noise().during(List.of(keys), () -> dropout.forward(update));
      NDArray[] plain = norm.addThenNorm(residual, dropped, Dropout.Mask.NONE);
      assertThat(fused[0].toFloatArray()).containsExactly(plain[0].toFloatArray(), within(1e-6f));
      assertThat(fused[1].toFloatArray()).containsExactly(plain[1].toFloatArray(), within(1e-5f));
    }
  }

  @Test
  void nothingIsComputedWithoutNoiseOrWithAProbabilityOfZero() {
    try (Scope scope = engine.scope()) {
      NDArray x = scope.floats(waves(8), 2, 4);
      NDArray keys = scope.longs(new long[] {1, 2}, 2);
      assertThat(Dropout.at(site, "off", 0.5).forward(x)).isSameAs(x);
      Dropout zero = Dropout.at(site, "off", 0);
      NDArray found = engine.noise().during(List.of(keys), () -> zero.forward(x));
      assertThat(found).isSameAs(x);
    }
  }

  @Test
  void aProbabilityOfOneDropsAll() {
    float[] kept = kept(Dropout.at(site, "all", 1), consecutive(), 8);
    assertThat(count(kept)).isZero();
  }

  private static float[] kept(Dropout dropout, long[] keys, int width) {
    try (Scope scope = engine.scope()) {
      float[] ones = new float[keys.length * width];
      Arrays.fill(ones, 1);
      NDArray x = scope.floats(ones, keys.length, width);
      NDArray drawn = scope.longs(keys, keys.length);
      return engine.noise().during(List.of(drawn), () -> dropout.forward(x)).toFloatArray();
    }
  }

  /** The worst that keys can be: neighbours differ in few bits. */
  private static long[] consecutive() {
    return LongStream.range(0, ROWS).toArray();
  }

  private static long count(float... values) {
    long count = 0;
    for (float value : values) {
      count += value == 0 ? 0 : 1;
    }
    return count;
  }

  private static float[] waves(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(i + 1);
    }
    return values;
  }

  /** Of values that are 0 or 2, about their mean of 1. */
  private static double correlation(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - 1) * (b[i] - 1);
    }
    return sum / a.length;
  }
}
