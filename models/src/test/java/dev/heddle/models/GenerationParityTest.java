package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.generation.Generation;
import dev.heddle.models.generation.GenerationSettings;
import dev.heddle.models.generation.Generator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Greedy texts against Hugging Face's transformers, whose batch was padded. */
class GenerationParityTest {
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> generating() {
    return PytorchFixture.all().stream()
        .filter(name -> new PytorchFixture(name).generates())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("generating")
  void promptsOfUnequalLengthInOneBatch(String name) {
    PytorchFixture.Generated expected = new PytorchFixture(name).generated();
    assertThat(texts(name, expected.prompts(), expected.newTokens())).isEqualTo(expected.texts());
  }

  @ParameterizedTest
  @MethodSource("generating")
  void eachPromptOnItsOwn(String name) {
    PytorchFixture.Generated expected = new PytorchFixture(name).generated();
    for (int i = 0; i < 3; i++) {
      List<int[]> one = List.of(expected.prompts().get(i));
      assertThat(texts(name, one, expected.newTokens()))
          .as("prompt %d", i)
          .containsExactly(expected.texts().get(i));
    }
  }

  /** With an end token, texts leave the batch one after the other; the others go on as before. */
  @ParameterizedTest
  @MethodSource("generating")
  void textsThatEndLeaveTheOthersAsTheyAre(String name) {
    PytorchFixture.Generated expected = new PytorchFixture(name).generated();
    int end = expected.texts().get(1).get(expected.newTokens() / 3);
    List<List<Integer>> cut = expected.texts().stream().map(text -> upTo(end, text)).toList();
    assertThat(texts(name, expected.prompts(), ending(expected.newTokens(), end))).isEqualTo(cut);
  }

  private static List<Integer> upTo(int end, List<Integer> text) {
    int place = text.indexOf(end);
    return place < 0 ? text : text.subList(0, place + 1);
  }

  private static GenerationSettings ending(int newTokens, int end) {
    GenerationSettings plain = GenerationSettings.greedy(newTokens);
    return new GenerationSettings(
        plain.doSample(),
        plain.temperature(),
        plain.topK(),
        plain.topP(),
        plain.seed(),
        plain.maxNewTokens(),
        plain.maxLength(),
        plain.minNewTokens(),
        List.of(end),
        plain.decoderStartTokenId(),
        plain.forcedBosTokenId(),
        plain.forcedEosTokenId());
  }

  private static List<List<Integer>> texts(String name, List<int[]> prompts, int newTokens) {
    return texts(name, prompts, GenerationSettings.greedy(newTokens));
  }

  private static List<List<Integer>> texts(
      String name, List<int[]> prompts, GenerationSettings settings) {
    try (Model model = new PytorchFixture(name).model(engine, Precision.FP32)) {
      return new Generator((LanguageModel) model, settings)
          .generate(prompts).stream().map(Generation::tokens).toList();
    }
  }
}
