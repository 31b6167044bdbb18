package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Vectors of sequences; the numbers are worked by hand. */
class PoolingTest {
  private static final PackedTokens TOKENS = new PackedTokens(new int[6], new int[] {3, 1, 2});
  private static final float[] HIDDEN = {1, 10, 2, 20, 6, 60, 7, -7, 3, 4, -3, 0};

  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void takesTheFirstTokenTheLastOrTheMean() {
    assertThat(pooled(Pooling.CLS)).containsExactly(1, 10, 7, -7, 3, 4);
    assertThat(pooled(Pooling.LAST)).containsExactly(6, 60, 7, -7, -3, 0);
    assertThat(pooled(Pooling.MEAN)).containsExactly(3, 30, 7, -7, 0, 2);
  }

  /** The gradient of a sum of means is 1 / length for every number of a sequence. */
  @Test
  void theMeansGradientIsSharedByTheSequence() {
    try (Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray hidden = scope.floats(HIDDEN, 6, 2);
      engine.autograd().track(hidden);
      NDArray pooled = Pooling.MEAN.of(hidden, TOKENS, engine.kernels(), scope);
      engine.autograd().backward(pooled.sum(), scope.scalar(1));
      float third = 1 / 3f;
      assertThat(engine.autograd().gradient(hidden, scope.manager()).orElseThrow().toFloatArray())
          .containsExactly(
              new float[] {third, third, third, third, third, third, 1, 1, .5f, .5f, .5f, .5f},
              within(1e-7f));
    }
  }

  @Test
  void poolsInOneNativeCall() {
    for (Pooling pooling : Pooling.values()) {
      long before = engine.kernels().calls();
      pooled(pooling);
      assertThat(engine.kernels().calls() - before).as(pooling.name()).isEqualTo(1);
    }
  }

  @Test
  void unitRowsHaveLengthOneAndZerosStayZeros() {
    try (Scope scope = engine.scope()) {
      NDArray rows = scope.floats(new float[] {3, 4, 0, 0, -5, 12}, 3, 2);
      assertThat(engine.kernels().call("unit_rows", rows).toFloatArray())
          .containsExactly(new float[] {.6f, .8f, 0, 0, -5 / 13f, 12 / 13f}, within(1e-7f));
    }
  }

  @Test
  void embedsTextsAsTheMeanOfTheirTokens() {
    PytorchFixture fixture = new PytorchFixture("bert-base");
    PackedTokens texts = fixture.tokens();
    float[] hidden = fixture.expected("hidden");
    try (TextEncoder model = (TextEncoder) fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      int width = model.width();
      float[] plain =
          new SentencePooling(Pooling.MEAN, false).embed(model, texts, scope).toFloatArray();
      float[] unit =
          new SentencePooling(Pooling.MEAN, true).embed(model, texts, scope).toFloatArray();
      for (int text = 0; text < texts.lengths().length; text++) {
        double squares = 0;
        for (int column = 0; column < width; column++) {
          double sum = 0;
          for (int token = 0; token < texts.lengths()[text]; token++) {
            sum += hidden[(texts.starts()[text] + token) * width + column];
          }
          float mean = plain[text * width + column];
          assertThat(mean).isCloseTo((float) (sum / texts.lengths()[text]), within(1e-4f));
          squares += (double) mean * mean;
        }
        assertThat(unit[text * width])
            .isCloseTo((float) (plain[text * width] / Math.sqrt(squares)), within(1e-6f));
      }
    }
  }

  private static float[] pooled(Pooling pooling) {
    try (Scope scope = engine.scope()) {
      return pooling.of(scope.floats(HIDDEN, 6, 2), TOKENS, engine.kernels(), scope).toFloatArray();
    }
  }
}
