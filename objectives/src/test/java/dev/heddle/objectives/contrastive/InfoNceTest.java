package dev.heddle.objectives.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.contrastive.ContrastiveSettings.HardNegatives;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InfoNceTest {

  /** Cosines of three queries, one a row, with three documents: the specification's example. */
  private static final float[][] COSINES = {{.9f, .1f, .2f}, {.3f, .8f, .1f}, {0, .4f, .7f}};

  private TensorEngine engine;

  @BeforeAll
  void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  /** One way and symmetric, worked out from the cosines by hand. */
  @ParameterizedTest
  @CsvSource({
    "1, false, 0.738156",
    "1, true, 0.737717",
    "0.05, false, 0.000841",
    "0.05, true, 0.000486"
  })
  void threePairsHaveTheLossWorkedByHand(double temperature, boolean symmetric, double mean) {
    assertThat(loss(COSINES, 0, temperature, symmetric, HardNegatives.SHARED) / 3)
        .isCloseTo(mean, within(1e-6));
  }

  /** The same queries, each with a hard negative of its own at cosine .5, .6 and .65. */
  @Test
  void ownHardNegativesAreSeenByTheirQueryAlone() {
    float[][] cosines = {
      {.9f, .5f, .1f, 0, .2f, 0}, {.3f, 0, .8f, .6f, .1f, 0}, {0, 0, .4f, 0, .7f, .65f}
    };
    assertThat(loss(cosines, 1, 0.05, false, HardNegatives.OWN) / 3)
        .isCloseTo(0.111201, within(1e-6));
    // All of them in every row: the zeros weigh next to nothing at this temperature.
    cosines[0][5] = .9f;
    double shared = loss(cosines, 1, 0.05, false, HardNegatives.SHARED) / 3;
    double foundAsNear = Math.log(2 + Math.exp(-8) + Math.exp(-16) + Math.exp(-14)) / 3;
    assertThat(shared).isCloseTo(0.111201 - 0.00033645 / 3 + foundAsNear, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"64, 4.158883", "256, 5.545177"})
  void equalSimilaritiesCostTheLogarithmOfTheirNumber(int pairs, double mean) {
    float[][] equal = new float[pairs][pairs];
    assertThat(loss(equal, 0, 0.05, true, HardNegatives.SHARED) / pairs)
        .isCloseTo(mean, within(1e-5));
  }

  /** An encoder that makes all texts alike must not look as if it found anything. */
  @Test
  void equalSimilaritiesAreNoHits() {
    assertThat(outcome(new float[4][4], 0, 1, false, HardNegatives.SHARED).hits()).isZero();
    assertThat(outcome(COSINES, 0, 1, false, HardNegatives.SHARED).hits()).isEqualTo(3);
  }

  static Stream<JsonNode> cases() throws IOException {
    JsonNode all =
        new ObjectMapper().readTree(InfoNceTest.class.getResourceAsStream("losses.json"));
    assertThat(all.size()).isGreaterThan(5);
    return IntStream.range(0, all.size()).mapToObj(all::get);
  }

  /** See {@code src/test/python/contrastive/make_losses.py}. */
  @ParameterizedTest
  @MethodSource("cases")
  @SuppressWarnings("try") // recording is open for its duration, never named
  void lossesAndGradientsAreThoseOfPyTorch(JsonNode expected) {
    PairLayout layout = new PairLayout(ints(expected.get("roles")), longs(expected.get("keys")));
    float[] values = floats(expected.get("vectors"));
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray raw =
          scope.floats(values, layout.roles().length, values.length / layout.roles().length);
      NDArray logScale =
          scope.floats(new float[] {(float) -Math.log(expected.get("temperature").asDouble())}, 1);
      engine.autograd().track(raw);
      engine.autograd().track(logScale);
      InfoNce.Outcome outcome =
          new InfoNce(Peers.NONE, expected.get("symmetric").asBoolean(), negatives(expected))
              .of(
                  engine.kernels().call("unit_rows", raw),
                  layout,
                  logScale,
                  engine.kernels(),
                  scope);
      engine.autograd().backward(outcome.total(), scope.scalar(1));
      double loss = expected.get("loss").asDouble();
      assertThat((double) outcome.total().getFloat()).isCloseTo(loss, within(1e-5 * (1 + loss)));
      assertThat(outcome.own()).isCloseTo(loss, within(1e-5 * (1 + loss)));
      assertThat(engine.autograd().gradient(raw, scope.manager()).orElseThrow().toFloatArray())
          .containsExactly(floats(expected.get("gradient")), within(2e-5f));
      assertThat(
              (double)
                  engine
                      .autograd()
                      .gradient(logScale, scope.manager())
                      .orElseThrow()
                      .toFloatArray()[0])
          .isCloseTo(expected.get("scale_gradient").asDouble(), within(5e-5));
    }
  }

  @Test
  void layoutsTravelAsNumbers() {
    PairLayout layout =
        new PairLayout(new int[] {0, 1, 2}, new long[] {Long.MIN_VALUE, -1, 70_000L << 33});
    try (Scope scope = engine.scope()) {
      PairLayout back = PairLayout.of(layout.rows(scope).toFloatArray());
      assertThat(back.roles()).containsExactly(layout.roles());
      assertThat(back.keys()).containsExactly(layout.keys());
    }
  }

  private double loss(
      float[][] cosines, int negatives, double temperature, boolean symmetric, HardNegatives seen) {
    return outcome(cosines, negatives, temperature, symmetric, seen).own();
  }

  /**
   * Documents are the axes, so that a query's coordinates are its cosines; the kernel takes them as
   * they are, of whatever length.
   */
  private InfoNce.Outcome outcome(
      float[][] cosines, int negatives, double temperature, boolean symmetric, HardNegatives seen) {
    int pairs = cosines.length;
    int documents = pairs * (negatives + 1);
    float[] flat = new float[(pairs + documents) * documents];
    int[] roles = new int[pairs + documents];
    for (int query = 0; query < pairs; query++) {
      System.arraycopy(cosines[query], 0, flat, query * documents, documents);
    }
    for (int document = 0; document < documents; document++) {
      flat[(pairs + document) * documents + document] = 1;
      roles[pairs + document] = document % (negatives + 1) == 0 ? 1 : 2;
    }
    long[] keys = IntStream.range(0, roles.length).mapToLong(i -> i).toArray();
    try (Scope scope = engine.scope()) {
      NDArray logScale = scope.floats(new float[] {(float) -Math.log(temperature)}, 1);
      return new InfoNce(Peers.NONE, symmetric, seen)
          .of(
              scope.floats(flat, roles.length, documents),
              new PairLayout(roles, keys),
              logScale,
              engine.kernels(),
              scope);
    }
  }

  private static HardNegatives negatives(JsonNode expected) {
    return expected.get("own_negatives").asBoolean() ? HardNegatives.OWN : HardNegatives.SHARED;
  }

  private static int[] ints(JsonNode list) {
    return new ObjectMapper().convertValue(list, int[].class);
  }

  private static long[] longs(JsonNode list) {
    return new ObjectMapper().convertValue(list, long[].class);
  }

  private static float[] floats(JsonNode list) {
    return new ObjectMapper().convertValue(list, float[].class);
  }
}
