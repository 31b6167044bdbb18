package dev.heddle.models.generation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How tokens are drawn; probabilities are worked by hand. */
class TokenChoiceTest {
  private static final int DRAWS = 20_000;

  /** Probabilities 0.4, 0.1, 0.3, 0.2, whatever is added to all. */
  private static final float[] LOGITS = logarithms(0.4, 0.1, 0.3, 0.2);

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
  void drawsByTheProbabilities() {
    assertDrawn(sampling(1, 0, 1), 0.4, 0.1, 0.3, 0.2);
  }

  /** At temperature 1/2 probabilities are squared: 16, 1, 9, 4 of 30. */
  @Test
  void aLowTemperatureSharpens() {
    assertDrawn(sampling(0.5, 0, 1), 16 / 30.0, 1 / 30.0, 9 / 30.0, 4 / 30.0);
  }

  /** At temperature 2 roots of 4, 1, 3, 2 are left. */
  @Test
  void aHighTemperatureFlattens() {
    double sum = 2 + 1 + Math.sqrt(3) + Math.sqrt(2);
    assertDrawn(sampling(2, 0, 1), 2 / sum, 1 / sum, Math.sqrt(3) / sum, Math.sqrt(2) / sum);
  }

  @Test
  void topKKeepsTheBest() {
    assertDrawn(sampling(1, 2, 1), 4 / 7.0, 0, 3 / 7.0, 0);
  }

  /** 0.4 + 0.3 do not reach 0.75, with 0.2 they do. */
  @Test
  void topPKeepsTheFewestThatReachIt() {
    assertDrawn(sampling(1, 0, 0.75), 4 / 9.0, 0, 3 / 9.0, 2 / 9.0);
    assertDrawn(sampling(1, 0, 0.65), 4 / 7.0, 0, 3 / 7.0, 0);
    assertDrawn(sampling(1, 0, 0.01), 1, 0, 0, 0);
  }

  /** Of the three best, 4, 3 and 2 of 9, two reach 0.75; of all four it takes three. */
  @Test
  void topPCountsWhatTopKLeft() {
    assertDrawn(sampling(1, 3, 0.75), 4 / 7.0, 0, 3 / 7.0, 0);
  }

  /** At temperature 1/2 the best two have 25 of 30, which reaches 0.8; at 1 they have 0.7. */
  @Test
  void topPCountsAfterTheTemperature() {
    assertDrawn(sampling(0.5, 0, 0.8), 16 / 25.0, 0, 9 / 25.0, 0);
  }

  /** As in transformers, tokens as good as the last of the best stay. */
  @Test
  void topKKeepsTies() {
    float[] logits = logarithms(0.5, 0.2, 0.2, 0.1);
    assertShares(draw(sampling(1, 2, 1), logits, 0), 5 / 9.0, 2 / 9.0, 2 / 9.0, 0);
  }

  @Test
  void endTokensWaitForTheLeastNumberOfTokens() {
    GenerationSettings settings = with(false, 1, 0, 1, 3, List.of(0, 2), 2);
    assertThat(draw(settings, LOGITS, 1)).containsOnly(3);
    assertThat(draw(settings, LOGITS, 2)).containsOnly(0);
    GenerationSettings sampled = with(true, 1, 0, 1, 3, List.of(0, 2), 2);
    assertShares(draw(sampled, LOGITS, 1), 0, 1 / 3.0, 0, 2 / 3.0);
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherDoesNot() {
    assertThat(draw(sampling(1, 0, 1), LOGITS, 0)).isEqualTo(draw(sampling(1, 0, 1), LOGITS, 0));
    assertThat(draw(with(true, 1, 0, 1, 4, List.of(), 0), LOGITS, 0))
        .isNotEqualTo(draw(sampling(1, 0, 1), LOGITS, 0));
  }

  /** A text's draws depend on its number, not on its row. */
  @Test
  void theOrderOfABatchDoesNotMatter() {
    int[] inOrder = IntStream.range(0, 50).toArray();
    int[] backwards = IntStream.range(0, 50).map(i -> 49 - i).toArray();
    int[] first = draw(sampling(1, 0, 1), LOGITS, inOrder, 7);
    int[] second = draw(sampling(1, 0, 1), LOGITS, backwards, 7);
    assertThat(IntStream.range(0, 50).map(i -> second[49 - i])).containsExactly(boxed(first));
  }

  private static Integer[] boxed(int[] values) {
    return Arrays.stream(values).boxed().toArray(Integer[]::new);
  }

  private static void assertDrawn(GenerationSettings settings, double... probabilities) {
    assertShares(draw(settings, LOGITS, 0), probabilities);
  }

  /**
   * Pearson's statistic below 16.27, which 3 degrees of freedom pass 999 times in 1,000; what has
   * no probability is never drawn.
   */
  private static void assertShares(int[] drawn, double... probabilities) {
    double statistic = 0;
    for (int token = 0; token < probabilities.length; token++) {
      int wanted = token;
      double count = Arrays.stream(drawn).filter(t -> t == wanted).count();
      double expected = probabilities[token] * drawn.length;
      if (expected == 0) {
        assertThat(count).as("token %d", token).isZero();
      } else {
        statistic += (count - expected) * (count - expected) / expected;
      }
    }
    assertThat(statistic).isLessThan(16.27);
  }

  private static int[] draw(GenerationSettings settings, float[] logits, int place) {
    return draw(settings, logits, IntStream.range(0, DRAWS).toArray(), place);
  }

  private static int[] draw(GenerationSettings settings, float[] row, int[] texts, int place) {
    float[] logits = new float[texts.length * row.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = row[i % row.length];
    }
    try (Scope scope = engine.scope()) {
      NDArray array = scope.floats(logits, texts.length, row.length);
      return new TokenChoice(engine.kernels(), settings).next(array, texts, place, scope);
    }
  }

  private static GenerationSettings sampling(double temperature, int topK, double topP) {
    return with(true, temperature, topK, topP, 3, List.of(), 0);
  }

  private static GenerationSettings with(
      boolean doSample,
      double temperature,
      int topK,
      double topP,
      long seed,
      List<Integer> ends,
      int least) {
    return new GenerationSettings(
        doSample,
        temperature,
        topK,
        topP,
        seed,
        Optional.of(9),
        Optional.empty(),
        least,
        ends,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static float[] logarithms(double... probabilities) {
    float[] logits = new float[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.log(probabilities[i]) + 5;
    }
    return logits;
  }
}
