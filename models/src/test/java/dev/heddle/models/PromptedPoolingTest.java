package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import org.junit.jupiter.api.Test;

class PromptedPoolingTest {

  private static final PackedTokens TWO_TEXTS =
      new PackedTokens(new int[] {1, 2, 3, 4, 5}, new int[] {3, 2});

  /** Tokens (1, 10), (2, 20), (6, 60) and (3, 30), (5, 50). */
  private static final float[] HIDDEN = {1, 10, 2, 20, 6, 60, 3, 30, 5, 50};

  @Test
  void meansLeaveOutWhatComesBeforeTheText() {
    assertThat(pooled(Pooling.MEAN, 1, 0)).containsExactly(4, 40, 4, 40);
    assertThat(pooled(Pooling.MEAN, 0, 1)).containsExactly(3, 30, 5, 50);
    assertThat(pooled(Pooling.MEAN)).containsExactly(3, 30, 4, 40);
  }

  @Test
  void theMeanOfNothingIsZero() {
    assertThat(pooled(Pooling.MEAN, 3, 1)).containsExactly(0, 0, 5, 50);
  }

  @Test
  void otherPoolingTakesItsTokenWhateverItIs() {
    assertThat(pooled(Pooling.CLS, 1, 1)).containsExactly(1, 10, 3, 30);
    assertThat(pooled(Pooling.LAST, 1, 1)).containsExactly(6, 60, 5, 50);
  }

  private static float[] pooled(Pooling pooling, int... skipped) {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Scope scope = engine.scope()) {
      return pooling
          .of(scope.floats(HIDDEN, 5, 2), TWO_TEXTS, skipped, engine.kernels(), scope)
          .toFloatArray();
    }
  }
}
