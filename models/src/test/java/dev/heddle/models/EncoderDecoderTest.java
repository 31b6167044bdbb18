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
import dev.heddle.models.layers.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every encoder-decoder promises about pairs, precision and arrays. */
class EncoderDecoderTest {
  /** Runs of two, one, two and one pairs; equal sources with unequal targets and the other way. */
  private static final int[] SOURCE_LENGTHS = {4, 4, 4, 6, 6, 1};

  private static final int[] TARGET_LENGTHS = {3, 3, 5, 5, 5, 2};

  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> pairs() {
    return PytorchFixture.all().stream()
        .filter(name -> new PytorchFixture(name).has("memory"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void packedPairsEqualEachOnItsOwn(String name) {
    PackedTokens source = tokens(SOURCE_LENGTHS, 5);
    PackedTokens target = tokens(TARGET_LENGTHS, 11);
    try (SequenceToSequenceModel model = model(name, Precision.FP32)) {
      float[] packed = hidden(model, target, source);
      for (int pair = 0; pair < SOURCE_LENGTHS.length; pair++) {
        float[] alone = hidden(model, only(target, pair), only(source, pair));
        float[] part = rows(packed, target, pair, model.width());
        assertThat(part).containsExactly(alone, offset(2e-5f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aSourceChangesItsOwnTargetOnly(String name) {
    PackedTokens source = tokens(SOURCE_LENGTHS, 5);
    PackedTokens target = tokens(TARGET_LENGTHS, 11);
    PackedTokens other = changed(source, source.starts()[3] + 5);
    try (SequenceToSequenceModel model = model(name, Precision.FP32)) {
      float[] before = hidden(model, target, source);
      float[] after = hidden(model, target, other);
      assertOnlyPairChanges(3, target, model.width(), before, after);
      assertThat(rows(after, target, 3, model.width())[0])
          .isNotEqualTo(rows(before, target, 3, model.width())[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aTargetTokenChangesNothingBeforeItAndNothingInOtherPairs(String name) {
    PackedTokens source = tokens(SOURCE_LENGTHS, 5);
    PackedTokens target = tokens(TARGET_LENGTHS, 11);
    int row = target.starts()[4] + 2;
    try (SequenceToSequenceModel model = model(name, Precision.FP32)) {
      float[] before = hidden(model, target, source);
      float[] after = hidden(model, changed(target, row), source);
      assertOnlyPairChanges(4, target, model.width(), before, after);
      int first = row * model.width();
      assertThat(Arrays.copyOf(after, first)).isEqualTo(Arrays.copyOf(before, first));
      assertThat(after[first]).isNotEqualTo(before[first]);
      int last = (row + 3) * model.width() - 1;
      assertThat(after[last]).isNotEqualTo(before[last]);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void sourcesAreReadBothWays(String name) {
    PackedTokens source = tokens(new int[] {6}, 5);
    try (SequenceToSequenceModel model = model(name, Precision.FP32);
        Scope scope = engine.scope()) {
      float[] before = model.encode(source, scope).toFloatArray();
      float[] after = model.encode(changed(source, 5), scope).toFloatArray();
      assertThat(after[0]).isNotEqualTo(before[0]);
    }
  }

  /** bfloat16 keeps 8 bits: a small model's summed loss moves by less than two percent. */
  @ParameterizedTest
  @MethodSource("pairs")
  void bfloat16LossIsWithinTwoPercent(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    float expected = fixture.expected("loss")[0];
    try (SequenceToSequenceModel model = model(name, Precision.BF16);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray loss = FixturePass.of(model, fixture, scope).loss();
      engine.autograd().backward(loss, scope.scalar(1));
      assertThat(loss.getFloat()).isCloseTo(expected, within(0.02f * expected));
      assertThat(loss.getFloat()).isNotEqualTo(expected);
      assertThat(model.parameters())
          .filteredOn(Parameter::isTrainable)
          .allSatisfy(p -> assertThat(gradient(p.value())).doesNotContain(Float.NaN));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void stepsLeaveNoArraysBehind(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (SequenceToSequenceModel model = model(name, Precision.FP32)) {
      int before = engine.root().getManagedArrays().size();
      for (int step = 0; step < 20; step++) {
        try (Scope scope = engine.scope();
            GradientMode recording = engine.autograd().recording()) {
          NDArray loss = FixturePass.of(model, fixture, scope).loss();
          engine.autograd().backward(loss, scope.scalar(1));
        }
      }
      assertThat(engine.root().getManagedArrays()).hasSize(before);
    }
  }

  /** Intermediate arrays go as soon as their layer is done; what all layers read stays. */
  @ParameterizedTest
  @CsvSource({
    "t5, num_layers",
    "t5, num_decoder_layers",
    "bart, encoder_layers",
    "bart, decoder_layers"
  })
  void layersLeaveNothingInTheScope(String name, String key) {
    assertThat(arraysAfter(name, key, 4)).isEqualTo(arraysAfter(name, key, 3));
  }

  private static int arraysAfter(String name, String key, int layers) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (SequenceToSequenceModel model = resized(fixture, key, layers);
        Scope scope = engine.scope()) {
      FixturePass.of(model, fixture, scope);
      return scope.manager().getManagedArrays().size();
    }
  }

  /** Layers computed twice give the same gradients, up to the order of sums at the memory. */
  @ParameterizedTest
  @MethodSource("pairs")
  void recomputationChangesNothing(String name) {
    List<float[]> kept = gradients(name, Activations.KEPT);
    List<float[]> recomputed = gradients(name, Activations.RECOMPUTED);
    assertThat(recomputed).hasSameSizeAs(kept);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(recomputed.get(i))
          .as("parameter %d", i)
          .containsExactly(kept.get(i), offset(1e-4f));
    }
  }

  private static List<float[]> gradients(String name, Activations activations) {
    engine.autograd().activations(activations);
    try (SequenceToSequenceModel model = model(name, Precision.FP32);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray loss = FixturePass.of(model, new PytorchFixture(name), scope).loss();
      engine.autograd().backward(loss, scope.scalar(1));
      return model.parameters().stream()
          .filter(Parameter::isTrainable)
          .map(p -> gradient(p.value()))
          .toList();
    } finally {
      engine.autograd().activations(Activations.KEPT);
    }
  }

  @ParameterizedTest
  @CsvSource({"t5, num_layers", "t5-v1.1, num_layers", "bart, encoder_layers"})
  void anEncoderLayerIsEightNativeCalls(String name, String key) {
    assertThat(encoderCalls(name, key, 4) - encoderCalls(name, key, 3)).isEqualTo(8);
  }

  /** Eight, and five of cross attention. */
  @ParameterizedTest
  @CsvSource({"t5, num_decoder_layers", "t5-v1.1, num_decoder_layers", "bart, decoder_layers"})
  void aDecoderLayerIsThirteenNativeCalls(String name, String key) {
    assertThat(decoderCalls(name, key, 4) - decoderCalls(name, key, 3)).isEqualTo(13);
  }

  private static long encoderCalls(String name, String key, int layers) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (SequenceToSequenceModel model = resized(fixture, key, layers);
        Scope scope = engine.scope()) {
      long before = engine.kernels().calls();
      model.encode(fixture.tokens(), scope);
      return engine.kernels().calls() - before;
    }
  }

  private static long decoderCalls(String name, String key, int layers) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (SequenceToSequenceModel model = resized(fixture, key, layers);
        Scope scope = engine.scope()) {
      NDArray memory = model.encode(fixture.tokens(), scope);
      long before = engine.kernels().calls();
      model.decode(fixture.targets(), memory, fixture.tokens(), scope);
      return engine.kernels().calls() - before;
    }
  }

  private static SequenceToSequenceModel resized(PytorchFixture fixture, String key, int layers) {
    return (SequenceToSequenceModel) fixture.resized(engine, Map.of(key, layers));
  }

  @Test
  void refusesTargetsWithoutASource() {
    PackedTokens source = tokens(new int[] {4, 2}, 5);
    PackedTokens target = tokens(new int[] {3}, 11);
    try (SequenceToSequenceModel model = model("t5", Precision.FP32)) {
      assertThatThrownBy(() -> hidden(model, target, source))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot decode a batch: targets=1; must be as many as sources, 2; give every source one target");
    }
  }

  @Test
  void refusesAMemoryOfOtherSources() {
    PackedTokens source = tokens(new int[] {4, 2}, 5);
    PackedTokens other = tokens(new int[] {4, 3}, 5);
    PackedTokens target = tokens(new int[] {3, 3}, 11);
    try (SequenceToSequenceModel model = model("t5", Precision.FP32);
        Scope scope = engine.scope()) {
      NDArray memory = model.encode(source, scope);
      assertThatThrownBy(() -> model.decode(target, memory, other, scope))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot decode a batch: memory rows=6; must be as many as source tokens, 7; pass the sources it was computed from");
    }
  }

  @Test
  void refusesTokensBeyondTheVocabulary() {
    PackedTokens source = tokens(new int[] {4}, 5);
    PackedTokens target = new PackedTokens(new int[] {37}, new int[] {1});
    try (SequenceToSequenceModel model = model("t5", Precision.FP32)) {
      assertThatThrownBy(() -> hidden(model, target, source))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Cannot encode a batch: token=37; the model's vocabulary ends at 36; ");
    }
  }

  @Test
  void refusesAStartTokenBeyondTheVocabulary() {
    PytorchFixture fixture = new PytorchFixture("t5");
    assertThatThrownBy(() -> fixture.resized(engine, Map.of("decoder_start_token_id", 37)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot build an encoder-decoder: decoder_start_token_id=37; the vocabulary ends at 36; use the config that belongs to the tokenizer");
  }

  private static SequenceToSequenceModel model(String name, Precision precision) {
    return (SequenceToSequenceModel) new PytorchFixture(name).model(engine, precision);
  }

  /** Texts of made-up words, below every fixture's vocabulary. */
  private static PackedTokens tokens(int[] lengths, int step) {
    int[] ids = new int[Arrays.stream(lengths).sum()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 3 + (i * step + i * i) % 19;
    }
    return new PackedTokens(ids, lengths);
  }

  private static PackedTokens changed(PackedTokens tokens, int row) {
    int[] ids = tokens.inputIds().clone();
    ids[row] = ids[row] == 4 ? 6 : 4;
    return new PackedTokens(ids, tokens.lengths());
  }

  private static PackedTokens only(PackedTokens tokens, int sequence) {
    int start = tokens.starts()[sequence];
    int length = tokens.lengths()[sequence];
    int[] ids = Arrays.copyOfRange(tokens.inputIds(), start, start + length);
    return new PackedTokens(ids, new int[] {length});
  }

  private static float[] rows(float[] values, PackedTokens tokens, int sequence, int width) {
    int start = tokens.starts()[sequence];
    int end = start + tokens.lengths()[sequence];
    return Arrays.copyOfRange(values, start * width, end * width);
  }

  private static void assertOnlyPairChanges(
      int changed, PackedTokens target, int width, float[] before, float[] after) {
    for (int pair = 0; pair < target.lengths().length; pair++) {
      if (pair != changed) {
        assertThat(rows(after, target, pair, width))
            .as("pair %d", pair)
            .isEqualTo(rows(before, target, pair, width));
      }
    }
  }

  private static float[] hidden(
      SequenceToSequenceModel model, PackedTokens target, PackedTokens source) {
    try (Scope scope = engine.scope()) {
      return model.decode(target, model.encode(source, scope), source, scope).toFloatArray();
    }
  }

  private static float[] gradient(NDArray leaf) {
    return engine.autograd().gradient(leaf).orElseThrow().toFloatArray();
  }
}
