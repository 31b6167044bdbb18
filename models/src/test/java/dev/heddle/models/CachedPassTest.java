package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.attention.KeyValueCache;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A decoder that remembers computes what it would compute of whole sequences. */
class CachedPassTest {
  private static final int[] PROMPTS = {3, 1, 5};
  private static final int STEPS = 12;
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  /** With dynamic positions what is remembered keeps the angles it had, as in transformers. */
  static List<String> decoders() {
    return PytorchFixture.all().stream()
        .filter(name -> new PytorchFixture(name).generates() && !name.contains("dynamic"))
        .filter(CachedPassTest::isDecoder)
        .toList();
  }

  private static boolean isDecoder(String name) {
    return !new PytorchFixture(name).config().path("is_encoder_decoder").asBoolean();
  }

  /** Three sequences of unequal length, one of which leaves half way. */
  @ParameterizedTest
  @MethodSource("decoders")
  void everyStepEqualsThePassOverWholeSequences(String name) {
    try (CausalLanguageModel model = model(name);
        KeyValueCache cache = new KeyValueCache(engine)) {
      int[] open = {0, 1, 2};
      for (int step = 0; step < STEPS; step++) {
        if (step == STEPS / 2) {
          cache.keep(new int[] {2, 0});
          open = new int[] {2, 0};
        }
        float[] remembered = last(model, next(open, step, model), cache);
        assertThat(remembered)
            .containsExactly(last(model, whole(open, step, model)), offset(1e-5f));
      }
      assertThat(cache.lengths()).containsExactly(5 + STEPS - 1, 3 + STEPS - 1);
    }
  }

  /** What cannot be told from the other sequences of a batch cannot depend on them. */
  @ParameterizedTest
  @MethodSource("decoders")
  void neighboursChangeNothing(String name) {
    try (CausalLanguageModel model = model(name);
        KeyValueCache together = new KeyValueCache(engine);
        KeyValueCache alone = new KeyValueCache(engine)) {
      for (int step = 0; step < STEPS; step++) {
        float[] all = last(model, next(new int[] {0, 1, 2}, step, model), together);
        float[] one = last(model, next(new int[] {1}, step, model), alone);
        int size = one.length;
        assertThat(Arrays.copyOfRange(all, size, 2 * size)).containsExactly(one, offset(1e-5f));
      }
    }
  }

  /** Capacity grows twice on the way to 150 tokens. */
  @Test
  void remembersMoreThanItFirstHadRoomFor() {
    try (CausalLanguageModel model = model("gemma2-long");
        KeyValueCache cache = new KeyValueCache(engine)) {
      for (int step = 0; step < 150; step++) {
        float[] remembered = last(model, next(new int[] {0, 2}, step, model), cache);
        if (step % 49 == 0) {
          float[] right = last(model, whole(new int[] {0, 2}, step, model));
          assertThat(remembered).containsExactly(right, offset(1e-5f));
        }
      }
    }
  }

  /** A layer is as many calls with a cache as without. */
  @Test
  void aStepHasTheNativeCallsOfAPass() {
    try (CausalLanguageModel model = model("llama");
        KeyValueCache cache = new KeyValueCache(engine)) {
      last(model, next(new int[] {0, 1}, 0, model), cache);
      long start = engine.kernels().calls();
      last(model, next(new int[] {0, 1}, 1, model), cache);
      long step = engine.kernels().calls() - start;
      start = engine.kernels().calls();
      last(model, whole(new int[] {0, 1}, 1, model));
      assertThat(step).isEqualTo(engine.kernels().calls() - start);
    }
  }

  @Test
  void nothingIsRecordedAndNothingStays() {
    try (CausalLanguageModel model = model("llama")) {
      int before = engine.root().getManagedArrays().size();
      try (GradientMode recording = engine.autograd().recording();
          KeyValueCache cache = new KeyValueCache(engine);
          Scope scope = engine.scope()) {
        model.encode(next(new int[] {0}, 0, model), cache, scope);
        NDArray hidden = model.encode(next(new int[] {0}, 1, model), cache, scope);
        assertThat(engine.kernels().number("is_recorded", hidden)).isZero();
      }
      assertThat(engine.root().getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void bfloat16Remembers() {
    try (CausalLanguageModel model =
            (CausalLanguageModel) new PytorchFixture("gemma2").model(engine, Precision.BF16);
        KeyValueCache cache = new KeyValueCache(engine)) {
      for (int step = 0; step < 4; step++) {
        float[] remembered = last(model, next(new int[] {0, 1, 2}, step, model), cache);
        float[] right = last(model, whole(new int[] {0, 1, 2}, step, model));
        assertThat(remembered).containsExactly(right, offset(0.1f));
      }
    }
  }

  @Test
  void refusesWhatDoesNotGoOnByOneTokenEach() {
    try (CausalLanguageModel model = model("llama");
        KeyValueCache cache = new KeyValueCache(engine);
        Scope scope = engine.scope()) {
      model.encode(next(new int[] {0, 1}, 0, model), cache, scope);
      PackedTokens two = new PackedTokens(new int[] {4, 5, 6}, new int[] {2, 1});
      assertThatThrownBy(() -> model.encode(two, cache, scope))
          .hasMessage(
              "Cannot extend a cache: tokens=3, sequences=2; each of its 2 sequences goes on by 1 token");
    }
  }

  @Test
  void refusesToGoOnBeyondTheModelsLength() {
    try (CausalLanguageModel model = model("gpt2");
        KeyValueCache cache = new KeyValueCache(engine);
        Scope scope = engine.scope()) {
      model.encode(new PackedTokens(new int[24], new int[] {24}), cache, scope);
      PackedTokens one = new PackedTokens(new int[] {4}, new int[] {1});
      assertThatThrownBy(() -> model.encode(one, cache, scope))
          .hasMessageStartingWith(
              "Cannot encode a batch: length=25; the model takes sequences of at most 24 tokens; ");
    }
  }

  private static CausalLanguageModel model(String name) {
    return (CausalLanguageModel) new PytorchFixture(name).model(engine, Precision.FP32);
  }

  /** Some token for every place of every sequence. */
  private static int token(int sequence, int place, Model model) {
    return 3 + (7 * sequence + 5 * place + place * place) % (model.vocabulary().size() - 3);
  }

  private static PackedTokens whole(int[] open, int step, Model model) {
    int[] lengths = Arrays.stream(open).map(i -> PROMPTS[i] + step).toArray();
    int[] ids =
        Arrays.stream(open)
            .flatMap(i -> IntStream.range(0, PROMPTS[i] + step).map(k -> token(i, k, model)))
            .toArray();
    return new PackedTokens(ids, lengths);
  }

  private static PackedTokens next(int[] open, int step, Model model) {
    if (step == 0) {
      return whole(open, 0, model);
    }
    int[] ids = Arrays.stream(open).map(i -> token(i, PROMPTS[i] + step - 1, model)).toArray();
    int[] ones = new int[open.length];
    Arrays.fill(ones, 1);
    return new PackedTokens(ids, ones);
  }

  private static float[] last(CausalLanguageModel model, PackedTokens next, KeyValueCache cache) {
    try (Scope scope = engine.scope()) {
      return model.logits(model.encode(next, cache, scope), lastRows(next)).toFloatArray();
    }
  }

  private static float[] last(CausalLanguageModel model, PackedTokens whole) {
    try (Scope scope = engine.scope()) {
      return model.logits(model.encode(whole, scope), lastRows(whole)).toFloatArray();
    }
  }

  private static int[] lastRows(PackedTokens tokens) {
    return IntStream.range(0, tokens.lengths().length)
        .map(i -> tokens.starts()[i] + tokens.lengths()[i] - 1)
        .toArray();
  }
}
