package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Activations;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models in training mode: what dropout depends on, and what it does not. */
class NoiseTest {
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterEach
  void keepActivations() {
    engine.autograd().activations(Activations.KEPT);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> dropping() {
    return PytorchFixture.dropping();
  }

  static List<String> encoders() {
    return List.of("bert-dropout", "modernbert-dropout", "gpt2-dropout", "llama-dropout");
  }

  /** A table that source, target and head share adds up its three parts in another order. */
  @ParameterizedTest
  @MethodSource("dropping")
  void layersComputedAgainDropTheSame(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    float[][] kept = gradients(fixture, Activations.KEPT);
    float[][] recomputed = gradients(fixture, Activations.RECOMPUTED);
    assertThat(recomputed).hasSameDimensionsAs(kept);
    for (int i = 0; i < kept.length; i++) {
      assertThat(recomputed[i]).containsExactly(kept[i], offset(1e-6f));
    }
  }

  private static float[][] gradients(PytorchFixture fixture, Activations activations) {
    engine.autograd().activations(activations);
    try (Model model = fixture.model(engine, Precision.FP32);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray loss = FixturePass.of(model, fixture, scope).loss();
      engine.autograd().backward(loss, scope.scalar(1));
      return model.parameters().stream()
          .map(parameter -> engine.autograd().gradient(parameter.value()))
          .map(gradient -> gradient.map(NDArray::toFloatArray).orElseGet(() -> new float[0]))
          .toArray(float[][]::new);
    }
  }

  /** Rounding differs where other sequences share a matrix product. */
  @ParameterizedTest
  @MethodSource("encoders")
  void aSequenceDropsTheSameInAnyCompany(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    PackedTokens all = fixture.tokens();
    try (TextEncoder model = (TextEncoder) fixture.model(engine, Precision.FP32)) {
      float[] together = hidden(model, all);
      int width = model.width();
      for (int i = 0; i < all.lengths().length; i++) {
        int start = all.starts()[i];
        int end = all.ends()[i] + 1;
        float[] alone = hidden(model, part(all, start, end));
        float[] expected = Arrays.copyOfRange(together, start * width, end * width);
        assertThat(alone).containsExactly(expected, offset(1e-5f));
      }
    }
  }

  private static PackedTokens part(PackedTokens all, int start, int end) {
    int[] ids = Arrays.copyOfRange(all.inputIds(), start, end);
    int[] rows = IntStream.range(start, end).toArray();
    return new PackedTokens(ids, new int[] {ids.length}).withNoise(all.noiseOf(rows));
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void otherNoiseGivesOtherResultsAndNoneTheModelItself(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    PackedTokens noisy = fixture.tokens();
    PackedTokens quiet = noisy.withNoise();
    long[] others = LongStream.of(noisy.noise()).map(key -> key + 1).toArray();
    try (TextEncoder model = (TextEncoder) fixture.model(engine, Precision.FP32)) {
      float[] first = hidden(model, noisy);
      assertThat(hidden(model, noisy)).containsExactly(first);
      assertThat(hidden(model, noisy.withNoise(others))).isNotEqualTo(first);
      long before = engine.kernels().calls();
      float[] itself = hidden(model, quiet);
      long calls = engine.kernels().calls() - before;
      assertThat(itself).isNotEqualTo(first);
      // With dropout there is a call more for the embeddings and for each activation that drops.
      before = engine.kernels().calls();
      hidden(model, noisy);
      assertThat(engine.kernels().calls() - before).isBetween(calls, calls + 3);
    }
  }

  /** A teacher reads the batch of its student. */
  @Test
  void aModelThatIsAskedSilentlyDropsNothing() {
    PytorchFixture fixture = new PytorchFixture("bert-dropout");
    try (TextEncoder model = (TextEncoder) fixture.model(engine, Precision.FP32)) {
      float[] plain = hidden(model, fixture.tokens().withNoise());
      float[] silent = engine.noise().silently(() -> hidden(model, fixture.tokens()));
      assertThat(silent).containsExactly(plain);
      assertThat(hidden(model, fixture.tokens())).isNotEqualTo(plain);
    }
  }

  private static float[] hidden(TextEncoder model, PackedTokens tokens) {
    try (Scope scope = engine.scope()) {
      return model.encode(tokens, scope).toFloatArray();
    }
  }

  @Test
  void refusesNoiseThatIsNotThatOfTheTokens() {
    PackedTokens tokens = new PackedTokens(new int[3], new int[] {3});
    assertThatThrownBy(() -> tokens.withNoise(1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot pack tokens: noise keys=2; must be none, or one for each of 3 tokens");
  }
}
