package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every decoder promises about who sees whom, batches, precision and arrays. */
class DecoderTest {
  /** The first sequence of five tokens, of which a window sees fewer in some models. */
  private static final int SEQUENCE = 1;

  /** Experts multiply other numbers of rows when a token changes, so that sums round otherwise. */
  private static final double ROUNDING = 2e-5;

  private static final double NOTICED = 1e-3;

  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> decoders() {
    return PytorchFixture.all().stream()
        .filter(name -> new PytorchFixture(name).isCausal())
        .toList();
  }

  /** Those with several short sequences, the second of them five tokens long. */
  static List<String> shortTexts() {
    return decoders().stream().filter(name -> !name.endsWith("-long")).toList();
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void aTokenChangesNothingBeforeIt(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    PackedTokens tokens = fixture.tokens();
    int last = tokens.lengths()[0] - 1;
    try (CausalLanguageModel model = fixture.causal(engine, Precision.FP32)) {
      float[] before = hidden(model, tokens, Visibility.CAUSAL);
      float[] after = hidden(model, changed(tokens, last), Visibility.CAUSAL);
      assertThat(change(before, after, model, 0, last)).isLessThan(ROUNDING);
      assertThat(change(before, after, model, last, last + 1)).isGreaterThan(NOTICED);
    }
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void packedSequencesEqualEachOnItsOwn(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    PackedTokens together = fixture.tokens();
    try (CausalLanguageModel model = fixture.causal(engine, Precision.FP32)) {
      float[] packed = hidden(model, together, Visibility.CAUSAL);
      for (int i = 0; i < together.lengths().length; i++) {
        int start = together.starts()[i];
        int end = start + together.lengths()[i];
        float[] alone = hidden(model, part(together, start, end), Visibility.CAUSAL);
        assertThat(rows(packed, model, start, end)).containsExactly(alone, offset(2e-5f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shortTexts")
  void bothSidesAreSeenWhenAskedFor(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    PackedTokens tokens = fixture.tokens();
    int first = tokens.starts()[SEQUENCE];
    int next = first + tokens.lengths()[SEQUENCE];
    try (CausalLanguageModel model = fixture.causal(engine, Precision.FP32)) {
      float[] before = hidden(model, tokens, Visibility.BIDIRECTIONAL);
      float[] after = hidden(model, changed(tokens, next - 1), Visibility.BIDIRECTIONAL);
      assertThat(change(before, after, model, first, first + 1)).isGreaterThan(NOTICED);
      assertThat(change(before, after, model, 0, first)).isLessThan(ROUNDING);
      assertThat(change(before, after, model, next, tokens.size())).isLessThan(ROUNDING);
    }
  }

  /** Prefixes of no length are causal; prefixes of whole sequences see both sides. */
  @ParameterizedTest
  @MethodSource("shortTexts")
  void prefixesLieBetweenBoth(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    PackedTokens tokens = fixture.tokens();
    int[] none = new int[tokens.lengths().length];
    try (CausalLanguageModel model = fixture.causal(engine, Precision.FP32)) {
      assertThat(hidden(model, tokens, Visibility.prefix(none)))
          .isEqualTo(hidden(model, tokens, Visibility.CAUSAL));
      assertThat(hidden(model, tokens, Visibility.prefix(tokens.lengths())))
          .containsExactly(hidden(model, tokens, Visibility.BIDIRECTIONAL), offset(2e-5f));
    }
  }

  /** bfloat16 keeps 8 bits: a small model's summed loss moves by less than a percent. */
  @ParameterizedTest
  @MethodSource("decoders")
  void bfloat16LossIsWithinAPercent(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    float expected = fixture.expected("loss")[0];
    try (CausalLanguageModel model = fixture.causal(engine, Precision.BF16);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray loss = FixturePass.of(model, fixture, scope).loss();
      engine.autograd().backward(loss, scope.scalar(1));
      assertThat(loss.getFloat()).isCloseTo(expected, within(0.01f * expected));
      assertThat(loss.getFloat()).isNotEqualTo(expected);
      assertThat(model.parameters())
          .allSatisfy(p -> assertThat(gradient(p.value())).doesNotContain(Float.NaN));
    }
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void recomputationChangesNothing(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    List<float[]> kept = gradients(fixture, Activations.KEPT);
    List<float[]> recomputed = gradients(fixture, Activations.RECOMPUTED);
    assertThat(recomputed).hasSameSizeAs(kept);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(recomputed.get(i)).as("parameter %d", i).isEqualTo(kept.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "modernbert-decoder", "llama", "gemma2", "gemma3"})
  void aLayerIsEightNativeCalls(String name) {
    assertThat(calls(name, 4) - calls(name, 3)).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "modernbert-decoder", "llama", "gemma2", "gemma3"})
  void stepsLeaveNoArraysBehind(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (CausalLanguageModel model = fixture.causal(engine, Precision.FP32)) {
      int before = engine.root().getManagedArrays().size();
      for (int step = 0; step < 50; step++) {
        try (Scope scope = engine.scope();
            GradientMode recording = engine.autograd().recording()) {
          NDArray loss = FixturePass.of(model, fixture, scope).loss();
          engine.autograd().backward(loss, scope.scalar(1));
        }
      }
      assertThat(engine.root().getManagedArrays()).hasSize(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "gpt2-untied", "modernbert-decoder", "llama", "gemma2", "gemma3"})
  void aFreshModelPredictsNothingInParticular(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (CausalLanguageModel model = (CausalLanguageModel) fixture.withLayers(engine, 3);
        Scope scope = engine.scope()) {
      NDArray hidden = model.encode(fixture.tokens(), scope);
      TokenLoss loss = model.loss(hidden, fixture.rows(), fixture.labels());
      double mean = loss.sum().getFloat() / fixture.rows().length;
      assertThat(mean).isCloseTo(Math.log(model.vocabulary().size()), within(0.15));
    }
  }

  @Test
  void refusesSequencesBeyondTheModelsPositions() {
    PytorchFixture fixture = new PytorchFixture("gpt2");
    try (CausalLanguageModel model = fixture.causal(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      PackedTokens tokens = new PackedTokens(new int[25], new int[] {25});
      assertThatThrownBy(() -> model.encode(tokens, scope))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Cannot encode a batch: length=25; the model takes sequences of at most 24 tokens; ");
    }
  }

  private static PackedTokens part(PackedTokens tokens, int start, int end) {
    int[] ids = Arrays.copyOfRange(tokens.inputIds(), start, end);
    return new PackedTokens(ids, new int[] {ids.length});
  }

  private static PackedTokens changed(PackedTokens tokens, int row) {
    int[] ids = tokens.inputIds().clone();
    ids[row] = ids[row] == 5 ? 6 : 5;
    return new PackedTokens(ids, tokens.lengths());
  }

  private static float[] hidden(
      CausalLanguageModel model, PackedTokens tokens, Visibility visibility) {
    try (Scope scope = engine.scope()) {
      return model.encode(tokens, visibility, scope).toFloatArray();
    }
  }

  private static float[] rows(float[] hidden, Model model, int start, int end) {
    return Arrays.copyOfRange(hidden, start * model.width(), end * model.width());
  }

  /** The largest change of rows from {@code start} on. */
  private static double change(float[] before, float[] after, Model model, int start, int end) {
    return IntStream.range(start * model.width(), end * model.width())
        .mapToDouble(i -> Math.abs(before[i] - after[i]))
        .max()
        .orElse(0);
  }

  private static float[] gradient(NDArray leaf) {
    return engine.autograd().gradient(leaf).orElseThrow().toFloatArray();
  }

  private static List<float[]> gradients(PytorchFixture fixture, Activations activations) {
    engine.autograd().activations(activations);
    try (CausalLanguageModel model = fixture.causal(engine, Precision.FP32);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray loss = FixturePass.of(model, fixture, scope).loss();
      engine.autograd().backward(loss, scope.scalar(1));
      return model.parameters().stream().map(p -> gradient(p.value())).toList();
    } finally {
      engine.autograd().activations(Activations.KEPT);
    }
  }

  private static long calls(String name, int layers) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (CausalLanguageModel model = (CausalLanguageModel) fixture.withLayers(engine, layers);
        Scope scope = engine.scope()) {
      long before = engine.kernels().calls();
      model.encode(fixture.tokens(), scope);
      return engine.kernels().calls() - before;
    }
  }
}
