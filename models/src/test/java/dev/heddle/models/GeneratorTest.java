package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.InvalidSettings;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.generation.Generation;
import dev.heddle.models.generation.Generation.Finish;
import dev.heddle.models.generation.GenerationSettings;
import dev.heddle.models.generation.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When texts end, what they depend on, and what is refused. GPT-2's fixture takes 24 tokens. */
class GeneratorTest {
  private static final List<int[]> PROMPTS =
      List.of(new int[] {5, 6, 7}, new int[] {8}, new int[] {9, 10, 11, 12, 13}, new int[] {8});

  private static TensorEngine engine;
  private static CausalLanguageModel model;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
    model = (CausalLanguageModel) new PytorchFixture("gpt2").model(engine, Precision.FP32);
  }

  @AfterAll
  static void stop() {
    model.close();
    engine.close();
  }

  @Test
  void textsEndWhereTheModelDoes() {
    assertThat(generate(GenerationSettings.greedy(100)))
        .extracting(text -> text.tokens().size())
        .containsExactly(21, 23, 19, 23);
  }

  @Test
  void theLengthMayCountThePrompt() {
    GenerationSettings settings = settings(Optional.empty(), Optional.of(10), 0, List.of());
    assertThat(generate(settings))
        .allSatisfy(text -> assertThat(text.finish()).isEqualTo(Finish.LENGTH))
        .extracting(text -> text.tokens().size())
        .containsExactly(7, 9, 5, 9);
  }

  @Test
  void endTokensEndTextsButNotTooEarly() {
    int end = generate(GenerationSettings.greedy(1)).get(0).tokens().get(0);
    Generation early = generate(settings(Optional.of(9), Optional.empty(), 0, List.of(end))).get(0);
    assertThat(early).isEqualTo(new Generation(List.of(end), Finish.STOP));
    Generation late = generate(settings(Optional.of(9), Optional.empty(), 4, List.of(end))).get(0);
    assertThat(late.tokens()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(late.tokens().subList(0, 4)).doesNotContain(end);
  }

  @Test
  void firstAndLastTokensMayBeForced() {
    GenerationSettings settings =
        new GenerationSettings(
            false,
            1,
            0,
            1,
            0,
            Optional.of(6),
            Optional.empty(),
            0,
            List.of(2),
            Optional.empty(),
            Optional.of(17),
            Optional.of(2));
    Generation text = generate(settings).get(0);
    assertThat(text.tokens()).hasSize(6).startsWith(17).endsWith(2);
    assertThat(text.finish()).isEqualTo(Finish.STOP);
  }

  /** Prompts 1 and 3 are the same; each text draws from a stream of its own. */
  @Test
  void drawnTextsAreReproducible() {
    List<Generation> first = generate(sampling(5));
    assertThat(generate(sampling(5))).isEqualTo(first);
    assertThat(generate(sampling(6))).isNotEqualTo(first);
    assertThat(first.get(1)).isNotEqualTo(first.get(3));
  }

  /** The first prompt's text is the same with and without the others. */
  @Test
  void drawnTextsDoNotDependOnTheirNeighbours() {
    Generator generator = new Generator(model, sampling(5));
    assertThat(generator.generate(PROMPTS.subList(0, 1)).get(0))
        .isEqualTo(generator.generate(PROMPTS).get(0));
  }

  @Test
  void tellsOfTokensInTheirOrder() {
    List<List<Integer>> heard = new ArrayList<>();
    PROMPTS.forEach(prompt -> heard.add(new ArrayList<>()));
    List<Generation> texts =
        new Generator(model, GenerationSettings.greedy(8))
            .generate(PROMPTS, (prompt, token) -> heard.get(prompt).add(token));
    assertThat(texts).extracting(Generation::tokens).isEqualTo(heard);
  }

  @Test
  void leavesNothingBehind() {
    int before = engine.root().getManagedArrays().size();
    generate(sampling(5));
    assertThat(engine.root().getManagedArrays()).hasSize(before);
  }

  @Test
  void nothingIsWrittenForNothing() {
    assertThat(new Generator(model, sampling(5)).generate(List.of())).isEmpty();
  }

  @Test
  void refusesAnEmptyPrompt() {
    assertThatThrownBy(
            () -> new Generator(model, sampling(5)).generate(List.of(new int[] {4}, new int[0])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot generate: prompt 1 has 0 tokens; a text goes on from at least 1; give it text or a token that starts texts");
  }

  @Test
  void refusesAPromptWithoutRoomBehindIt() {
    assertThatThrownBy(() -> new Generator(model, sampling(5)).generate(List.of(new int[24])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot generate: prompt 0 has 24 tokens; the model's length of 24 tokens leaves no room for a text; shorten the prompt");
    GenerationSettings settings = settings(Optional.empty(), Optional.of(4), 0, List.of());
    assertThatThrownBy(() -> new Generator(model, settings).generate(List.of(new int[4])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot generate: prompt 0 has 4 tokens; max_length=4 leaves no room for a text; shorten the prompt");
  }

  @Test
  void refusesEndTokensOutsideTheVocabulary() {
    GenerationSettings settings = settings(Optional.of(9), Optional.empty(), 0, List.of(2, 41));
    assertThatThrownBy(() -> new Generator(model, settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot generate: token=41; the model's vocabulary ends at 40; use the generation_config.json that belongs to the model");
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> settings(Optional.of(3), Optional.empty(), 4, List.of(-1)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("min_new_tokens=4; must be at most max_new_tokens")
        .hasMessageContaining("eos_token_id=[-1]; must be token ids, 0 or above");
  }

  private static List<Generation> generate(GenerationSettings settings) {
    return new Generator(model, settings).generate(PROMPTS);
  }

  private static GenerationSettings settings(
      Optional<Integer> newTokens, Optional<Integer> length, int least, List<Integer> ends) {
    return new GenerationSettings(
        false,
        1,
        0,
        1,
        0,
        newTokens,
        length,
        least,
        ends,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static GenerationSettings sampling(long seed) {
    return new GenerationSettings(
        true,
        1.3,
        0,
        0.95,
        seed,
        Optional.of(15),
        Optional.empty(),
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
