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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every architecture promises about batches, precision and arrays. */
class EncoderTest {
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "modernbert-long", "bert"})
  void packedSequencesEqualEachOnItsOwn(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    PackedTokens together = fixture.tokens();
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.FP32)) {
      float[] packed = hidden(model, together);
      for (int i = 0; i < together.lengths().length; i++) {
        int start = together.starts()[i];
        int end = start + together.lengths()[i];
        int[] ids = Arrays.copyOfRange(together.inputIds(), start, end);
        float[] alone = hidden(model, new PackedTokens(ids, new int[] {ids.length}));
        float[] part = Arrays.copyOfRange(packed, start * model.width(), end * model.width());
        assertThat(part).containsExactly(alone, offset(2e-5f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "modernbert-long", "bert"})
  void aTokenChangesNothingInOtherSequences(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    PackedTokens tokens = fixture.tokens();
    int[] changed = tokens.inputIds().clone();
    changed[tokens.starts()[2]] = changed[tokens.starts()[2]] == 5 ? 6 : 5;
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.FP32)) {
      float[] before = hidden(model, tokens);
      float[] after = hidden(model, new PackedTokens(changed, tokens.lengths()));
      int start = tokens.starts()[2] * model.width();
      int end = start + tokens.lengths()[2] * model.width();
      for (int i = 0; i < before.length; i++) {
        if (i < start || i >= end) {
          assertThat(after[i]).as("element %d", i).isEqualTo(before[i]);
        }
      }
      assertThat(after[start]).isNotEqualTo(before[start]);
    }
  }

  /** bfloat16 keeps 8 bits: a small model's summed loss moves by less than a percent. */
  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "modernbert-biases", "modernbert-long", "bert"})
  void bfloat16LossIsWithinAPercent(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    float expected = fixture.expected("loss")[0];
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.BF16);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      TokenLoss loss = loss(model, fixture, scope);
      engine.autograd().backward(loss.sum(), scope.scalar(1));
      float sum = loss.sum().getFloat();
      assertThat(sum).isCloseTo(expected, within(0.01f * expected)).isNotEqualTo(expected);
      assertThat(model.parameters())
          .allSatisfy(p -> assertThat(gradient(p.value())).doesNotContain(Float.NaN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "bert"})
  void nothingToPredictIsZeroWithZeroGradients(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.FP32);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray hidden = model.encode(fixture.tokens(), scope);
      TokenLoss loss = model.loss(hidden, new int[0], new int[0]);
      engine.autograd().backward(loss.sum(), scope.scalar(1));
      assertThat(loss.sum().getFloat()).isZero();
      assertThat(loss.correct().getLong()).isZero();
      assertThat(model.parameters())
          .allSatisfy(p -> assertThat(gradient(p.value())).containsOnly(0));
    }
  }

  /**
   * Everything a step makes belongs to its scope: the count of arrays before and after is the same,
   * exactly.
   */
  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "bert"})
  void stepsLeaveNoArraysBehind(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.FP32)) {
      int before = engine.root().getManagedArrays().size();
      for (int step = 0; step < 200; step++) {
        try (Scope scope = engine.scope();
            GradientMode recording = engine.autograd().recording()) {
          engine.autograd().backward(loss(model, fixture, scope).sum(), scope.scalar(1));
        }
      }
      assertThat(engine.root().getManagedArrays()).hasSize(before);
    }
  }

  /** Intermediate arrays go as soon as their layer is done; what all layers read stays. */
  @Test
  void layersLeaveNothingInTheScope() {
    assertThat(arraysAfterEncoding(4)).isEqualTo(arraysAfterEncoding(3));
  }

  private static int arraysAfterEncoding(int layers) {
    PytorchFixture fixture = new PytorchFixture("modernbert");
    try (MaskedLanguageModel model = fixture.deeper(engine, layers);
        Scope scope = engine.scope()) {
      model.encode(fixture.tokens(), scope);
      return scope.manager().getManagedArrays().size();
    }
  }

  @ParameterizedTest
  @CsvSource({"modernbert, 8", "bert, 8", "roberta, 8"})
  void aLayerIsEightNativeCalls(String name, long perLayer) {
    long calls = calls(name, 4) - calls(name, 3);
    assertThat(calls).isEqualTo(perLayer);
  }

  private static long calls(String name, int layers) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (MaskedLanguageModel model = fixture.deeper(engine, layers);
        Scope scope = engine.scope()) {
      long before = engine.kernels().calls();
      model.encode(fixture.tokens(), scope);
      return engine.kernels().calls() - before;
    }
  }

  @Test
  void refusesSequencesBeyondTheModelsLength() {
    PytorchFixture fixture = new PytorchFixture("bert");
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      PackedTokens tokens = new PackedTokens(new int[41], new int[] {41});
      assertThatThrownBy(() -> model.encode(tokens, scope))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Cannot encode a batch: length=41; the model takes sequences of at most 40 tokens; ");
    }
  }

  /** Tokens of type 1 read the second row of the table: what type 0 reads when rows are swapped. */
  @Test
  void tokenTypesChooseTheirVector() {
    PytorchFixture fixture = new PytorchFixture("bert");
    PackedTokens plain = fixture.tokens();
    int[] ones = new int[plain.size()];
    Arrays.fill(ones, 1);
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.FP32)) {
      float[] second = hidden(model, new PackedTokens(plain.inputIds(), plain.lengths(), ones));
      float[] zeros =
          hidden(model, new PackedTokens(plain.inputIds(), plain.lengths(), new int[ones.length]));
      float[] first = hidden(model, plain);
      assertThat(zeros).containsExactly(first, offset(1e-6f));
      assertThat(second).isNotEqualTo(first);
      swapRows(model, "bert.embeddings.token_type_embeddings.weight");
      assertThat(hidden(model, plain)).containsExactly(second, offset(1e-6f));
    }
  }

  private static void swapRows(MaskedLanguageModel model, String name) {
    NDArray table =
        model.parameters().stream()
            .filter(parameter -> parameter.name().equals(name))
            .findFirst()
            .orElseThrow()
            .value();
    try (Scope scope = engine.scope()) {
      float[] values = table.toFloatArray();
      int width = values.length / 2;
      float[] swapped = new float[values.length];
      System.arraycopy(values, 0, swapped, width, width);
      System.arraycopy(values, width, swapped, 0, width);
      engine.kernels().update("assign", table, scope.floats(swapped, 2, width));
    }
  }

  @Test
  void refusesTokenTypesThatTheModelDoesNotKnow() {
    try (MaskedLanguageModel model =
            new PytorchFixture("modernbert").masked(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      PackedTokens tokens = new PackedTokens(new int[] {5}, new int[] {1}, new int[] {1});
      assertThatThrownBy(() -> model.encode(tokens, scope))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Cannot encode a batch: token type=1; the model's types end at 0; ");
    }
  }

  @Test
  void refusesTokensBeyondTheVocabulary() {
    PytorchFixture fixture = new PytorchFixture("bert");
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.FP32);
        Scope scope = engine.scope()) {
      PackedTokens tokens = new PackedTokens(new int[] {53}, new int[] {1});
      assertThatThrownBy(() -> model.encode(tokens, scope))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Cannot encode a batch: token=53; the model's vocabulary ends at 52; ");
    }
  }

  @Test
  void aFreshModelPredictsNothingInParticular() {
    PytorchFixture fixture = new PytorchFixture("modernbert");
    try (MaskedLanguageModel model = fixture.deeper(engine, 3);
        Scope scope = engine.scope()) {
      int[] rows = IntStream.range(0, fixture.tokens().size()).toArray();
      NDArray hidden = model.encode(fixture.tokens(), scope);
      TokenLoss loss = model.loss(hidden, rows, fixture.tokens().inputIds());
      double mean = loss.sum().getFloat() / rows.length;
      assertThat(mean).isCloseTo(Math.log(61), within(0.1));
    }
  }

  private static TokenLoss loss(MaskedLanguageModel model, PytorchFixture fixture, Scope scope) {
    NDArray hidden = model.encode(fixture.tokens(), scope);
    return model.loss(hidden, fixture.rows(), fixture.labels());
  }

  private static float[] hidden(MaskedLanguageModel model, PackedTokens tokens) {
    try (Scope scope = engine.scope()) {
      return model.encode(tokens, scope).toFloatArray();
    }
  }

  private static float[] gradient(NDArray leaf) {
    return engine.autograd().gradient(leaf).orElseThrow().toFloatArray();
  }

  /** Layers computed twice give the same gradients to the last bit. */
  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "modernbert-biases", "modernbert-long", "bert"})
  void recomputationChangesNothing(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    List<float[]> kept = gradients(fixture, Activations.KEPT);
    List<float[]> recomputed = gradients(fixture, Activations.RECOMPUTED);
    assertThat(recomputed).hasSameSizeAs(kept);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(recomputed.get(i)).as("parameter %d", i).isEqualTo(kept.get(i));
    }
  }

  private static List<float[]> gradients(PytorchFixture fixture, Activations activations) {
    engine.autograd().activations(activations);
    try (MaskedLanguageModel model = fixture.masked(engine, Precision.FP32);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      NDArray loss = FixturePass.of(model, fixture, scope).loss();
      engine.autograd().backward(loss, scope.scalar(1));
      return model.parameters().stream()
          .map(p -> engine.autograd().gradient(p.value()).orElseThrow().toFloatArray())
          .toList();
    } finally {
      engine.autograd().activations(Activations.KEPT);
    }
  }
}
