package dev.heddle.peft.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Projection;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.TransposedLinear;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The worked numbers: {@code W = [[.1 .2 .3] [-.4 .5 .6]]}, {@code A = [.2 -.1 .4]}, B = [.5 -1].
 */
class LoraLinearTest {
  private static TensorEngine engine;
  private Site site;
  private Scope scope;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @BeforeEach
  void open() {
    site = Site.root(engine, Precision.FP32, 5).at("layer");
    scope = engine.scope();
  }

  @AfterEach
  void close() {
    scope.close();
    site.owner().close();
  }

  @Test
  void addsTheProductOfTheFactors() {
    Linear base = base();
    assertThat(base.forward(x()).toFloatArray())
        .containsExactly(new float[] {0.2f, 0}, offset(1e-6f));
    LoraLinear layer = learnt(new LoraLinear(site, base, plan(1, 8, false)));
    assertThat(layer.forward(x()).toFloatArray())
        .containsExactly(new float[] {-1.4f, 3.2f}, offset(1e-6f));
  }

  @Test
  void addsItToAWeightStoredTheOtherWayRound() {
    TransposedLinear base = new TransposedLinear(site, 3, 2, Initializer.constant(0));
    fill(base.weight(), 0.1f, -0.4f, 0.2f, 0.5f, 0.3f, 0.6f);
    fill(base.bias(), 10, 20);
    LoraLinear layer = learnt(new LoraLinear(site, base, plan(1, 8, false)));
    assertThat(layer.forward(x()).toFloatArray())
        .containsExactly(new float[] {8.6f, 23.2f}, offset(1e-5f));
    layer.merge();
    assertThat(base.weight().value().toFloatArray())
        .containsExactly(new float[] {0.9f, -2, -0.2f, 1.3f, 1.9f, -2.6f}, offset(1e-6f));
  }

  @Test
  void mergingAddsTheProductToTheWeightAndUnmergingTakesItAway() {
    Linear base = base();
    LoraLinear layer = learnt(new LoraLinear(site, base, plan(1, 8, false)));
    layer.merge();
    assertThat(base.weight().value().toFloatArray())
        .containsExactly(new float[] {0.9f, -0.2f, 1.9f, -2, 1.3f, -2.6f}, offset(1e-6f));
    assertThat(layer.forward(x()).toFloatArray())
        .containsExactly(new float[] {-1.4f, 3.2f}, offset(1e-6f));
    layer.unmerge();
    assertThat(base.weight().value().toFloatArray())
        .containsExactly(new float[] {0.1f, 0.2f, 0.3f, -0.4f, 0.5f, 0.6f}, offset(1e-6f));
  }

  /**
   * With the same factors {@code V = W + 8 B A} is [[.9 -.2 1.9] [-2 1.3 -2.6]], its rows have the
   * lengths sqrt(4.46) and sqrt(12.45), and {@code V x} is (-1.4, 3.2); magnitudes are 1 and 2.
   */
  @Test
  void doraScalesTheRowsToTheirMagnitudes() {
    LoraLinear layer = learnt(new LoraLinear(site, base(), plan(1, 8, true)));
    fill(layer.factors().magnitude().orElseThrow().learnt(), 1, 2);
    float[] expected = {(float) (-1.4 / Math.sqrt(4.46)), (float) (6.4 / Math.sqrt(12.45))};
    assertThat(layer.forward(x()).toFloatArray()).containsExactly(expected, offset(1e-6f));
    layer.merge();
    assertThat(layer.forward(x()).toFloatArray()).containsExactly(expected, offset(1e-6f));
    layer.unmerge();
    assertThat(layer.forward(x()).toFloatArray()).containsExactly(expected, offset(1e-6f));
  }

  @Test
  void doraStartsAtTheLengthsOfTheRows() {
    LoraLinear layer = new LoraLinear(site, base(), plan(1, 8, true));
    assertThat(layer.factors().magnitude().orElseThrow().learnt().value().toFloatArray())
        .containsExactly(
            new float[] {(float) Math.sqrt(0.14), (float) Math.sqrt(0.77)}, offset(1e-6f));
    assertThat(layer.forward(x()).toFloatArray()).isEqualTo(base().forward(x()).toFloatArray());
  }

  @Test
  void scalesByRankOrByItsRoot() {
    assertThat(plan(4, 16, false).scale("layer")).isEqualTo(4);
    LoraSettings root =
        new LoraSettings(
            4,
            16,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of("other", 16),
            Map.of("other", 4.0),
            true,
            false,
            List.of(),
            TrainedBias.NONE,
            FirstFactors.TRUE,
            Optional.empty());
    assertThat(LoraPlan.of(root).scale("layer")).isEqualTo(8);
    assertThat(LoraPlan.of(root).scale("an.other")).isEqualTo(1);
  }

  @Test
  void drawsTheFirstFactorWithinTheBoundAndTheSecondAsZero() {
    Linear wide = Linear.unbiased(site, 768, 4, Initializer.constant(1));
    LoraFactors factors = new LoraLinear(site, wide, plan(8, 8, false)).factors();
    float[] down = factors.down().value().toFloatArray();
    float largest = 0;
    double squares = 0;
    for (float value : down) {
      largest = Math.max(largest, Math.abs(value));
      squares += value * value;
    }
    assertThat(largest).isLessThanOrEqualTo(0.0360844f).isGreaterThan(0.0360f);
    // A uniform number's variance is a third of its bound's square.
    assertThat(squares / down.length).isCloseTo(1.0 / 768 / 3, within(0.04 / 768 / 3));
    assertThat(factors.up().value().toFloatArray()).containsOnly(0);
    assertThat(factors.down().name()).isEqualTo("layer.lora_A.weight");
    assertThat(factors.up().name()).isEqualTo("layer.lora_B.weight");
  }

  @Test
  void gaussianFactorsHaveOneOverTheRankAsDeviation() {
    NDArray drawn = FirstFactors.GAUSSIAN.down(768, 8).create(engine, 3, "a", 8, 768);
    double deviation = Math.sqrt(drawn.square().mean().getFloat());
    drawn.close();
    assertThat(deviation).isCloseTo(0.125, within(0.005));
  }

  private Linear base() {
    Linear base = Linear.unbiased(site, 3, 2, Initializer.constant(0));
    fill(base.weight(), 0.1f, 0.2f, 0.3f, -0.4f, 0.5f, 0.6f);
    return base;
  }

  private NDArray x() {
    return scope.floats(new float[] {1, 2, -1}, 1, 3);
  }

  private LoraLinear learnt(LoraLinear layer) {
    fill(layer.factors().down(), 0.2f, -0.1f, 0.4f);
    fill(layer.factors().up(), 0.5f, -1);
    return layer;
  }

  private void fill(Parameter parameter, float... values) {
    NDArray source = scope.floats(values, parameter.shape().getShape());
    engine.kernels().update("assign", parameter.value(), source);
  }

  private static LoraPlan plan(int rank, double alpha, boolean dora) {
    return plan(rank, alpha, dora, 0);
  }

  private static LoraPlan plan(int rank, double alpha, boolean dora, double dropout) {
    return LoraPlan.of(
        new LoraSettings(
            rank,
            alpha,
            dropout,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            false,
            dora,
            List.of(),
            TrainedBias.NONE,
            FirstFactors.TRUE,
            Optional.empty()));
  }

  /** Of (1, 2, -1) the kernel keeps some at twice their value: the adapter alone reads those. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dropoutChangesOnlyWhatTheAdapterReads(boolean dora) {
    LoraPlan plan = plan(1, 8, dora, 0.5);
    LoraLinear layer = learnt(new LoraLinear(site, base(), plan));
    float[] whole = layer.forward(x()).toFloatArray();
    NDArray keys = scope.longs(new long[] {41}, 1);
    float[][] both =
        engine
            .noise()
            .during(
                List.of(keys),
                () ->
                    new float[][] {
                      layer.forward(x()).toFloatArray(),
                      layer.factors().dropout().forward(x()).toFloatArray()
                    });
    float[] dropped = both[1];
    assertThat(dropped).isNotEqualTo(x().toFloatArray());
    float[] gains = dora ? gains() : new float[] {1, 1};
    float[][] weight = {{0.1f, 0.2f, 0.3f}, {-0.4f, 0.5f, 0.6f}};
    float[][] update = {{0.8f, -0.4f, 1.6f}, {-1.6f, 0.8f, -3.2f}};
    float[] plain = {0.2f, 0};
    for (int i = 0; i < 2; i++) {
      float kept = dot(weight[i], dropped);
      float expected = plain[i] + (gains[i] - 1) * kept + gains[i] * dot(update[i], dropped);
      assertThat(both[0][i]).isCloseTo(expected, within(1e-5f));
    }
    assertThat(layer.forward(x()).toFloatArray()).isEqualTo(whole);
  }

  /** Fresh magnitudes over the lengths of the rows of {@code W + 8 B A}. */
  private static float[] gains() {
    return new float[] {(float) Math.sqrt(0.14 / 4.46), (float) Math.sqrt(0.77 / 12.45)};
  }

  private static float dot(float[] a, float[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  /** Only layers that store a weight can be changed. */
  @Test
  void refusesALayerThatIsChangedAlready() {
    Projection changed = new LoraLinear(site, base(), plan(1, 8, false));
    assertThatThrownBy(() -> new LoraLinear(site, changed, plan(1, 8, false)))
        .hasMessage(
            "Cannot adapt a layer: module=layer; it has been replaced already; attach one method"
                + " only");
  }
}
