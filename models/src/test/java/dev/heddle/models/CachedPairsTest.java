package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.encoderdecoder.PairCache;
import dev.heddle.models.engine.DeviceChoice;
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

/** An encoder-decoder that remembers computes what it would compute of whole targets. */
class CachedPairsTest {
  private static final int[] SOURCES = {4, 1, 6};
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

  static List<String> encoderDecoders() {
    return PytorchFixture.all().stream()
        .filter(name -> new PytorchFixture(name).has("memory"))
        .toList();
  }

  /** Three pairs with sources of unequal length, one of which leaves half way. */
  @ParameterizedTest
  @MethodSource("encoderDecoders")
  void everyStepEqualsThePassOverWholeTargets(String name) {
    try (SequenceToSequenceModel model = model(name);
        PairCache cache = cache(model)) {
      int[] open = {0, 1, 2};
      for (int step = 0; step < STEPS; step++) {
        if (step == STEPS / 2) {
          cache.keep(new int[] {2, 0});
          open = new int[] {2, 0};
        }
        float[] remembered = remembered(model, open, step, cache);
        assertThat(remembered).containsExactly(whole(model, open, step), offset(1e-5f));
      }
    }
  }

  /** Keys and values of the sources are made in the first step only: a call a layer less. */
  @Test
  void sourcesAreProjectedOnce() {
    int layers = 3;
    try (SequenceToSequenceModel model = model("t5");
        PairCache cache = cache(model)) {
      int[] open = {0, 1, 2};
      remembered(model, open, 0, cache);
      long start = engine.kernels().calls();
      remembered(model, open, 1, cache);
      long step = engine.kernels().calls() - start;
      try (Scope scope = engine.scope()) {
        NDArray memory = model.encode(sources(open, model), scope);
        start = engine.kernels().calls();
        PackedTokens targets = targets(open, 1, model);
        model.logits(
            model.decode(targets, memory, sources(open, model), scope), new int[] {1, 3, 5});
        assertThat(step).isEqualTo(engine.kernels().calls() - start - layers);
      }
    }
  }

  private static SequenceToSequenceModel model(String name) {
    return (SequenceToSequenceModel) new PytorchFixture(name).model(engine, Precision.FP32);
  }

  private static PairCache cache(SequenceToSequenceModel model) {
    PackedTokens sources = sources(new int[] {0, 1, 2}, model);
    try (Scope scope = engine.scope()) {
      return new PairCache(engine, model.encode(sources, scope), sources);
    }
  }

  private static int token(int sequence, int place, Model model) {
    return 3 + (7 * sequence + 5 * place + place * place) % (model.vocabulary().size() - 3);
  }

  private static PackedTokens sources(int[] open, Model model) {
    int[] ids =
        Arrays.stream(open)
            .flatMap(i -> IntStream.range(0, SOURCES[i]).map(k -> token(i + 5, k, model)))
            .toArray();
    return new PackedTokens(ids, Arrays.stream(open).map(i -> SOURCES[i]).toArray());
  }

  private static PackedTokens targets(int[] open, int step, Model model) {
    int[] ids =
        Arrays.stream(open)
            .flatMap(i -> IntStream.rangeClosed(0, step).map(k -> token(i, k, model)))
            .toArray();
    return new PackedTokens(ids, Arrays.stream(open).map(i -> step + 1).toArray());
  }

  private static float[] remembered(
      SequenceToSequenceModel model, int[] open, int step, PairCache cache) {
    int[] ids = Arrays.stream(open).map(i -> token(i, step, model)).toArray();
    PackedTokens next = new PackedTokens(ids, Arrays.stream(open).map(i -> 1).toArray());
    try (Scope scope = engine.scope()) {
      NDArray hidden = model.decode(next, cache, scope);
      return model.logits(hidden, IntStream.range(0, open.length).toArray()).toFloatArray();
    }
  }

  private static float[] whole(SequenceToSequenceModel model, int[] open, int step) {
    PackedTokens sources = sources(open, model);
    int[] last = IntStream.range(0, open.length).map(i -> (i + 1) * (step + 1) - 1).toArray();
    try (Scope scope = engine.scope()) {
      NDArray memory = model.encode(sources, scope);
      NDArray hidden = model.decode(targets(open, step, model), memory, sources, scope);
      return model.logits(hidden, last).toFloatArray();
    }
  }
}
