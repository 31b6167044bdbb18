package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Forward and backward passes, in evaluation and in training mode, against Hugging Face's
 * transformers on PyTorch.
 */
class PytorchParityTest {
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> all() {
    return Stream.concat(PytorchFixture.all().stream(), PytorchFixture.dropping().stream())
        .toList();
  }

  static List<String> withLogits() {
    return those(fixture -> !fixture.isBare());
  }

  /** All whose first token may be told where it stands, and that do not classify by it. */
  static List<String> paddedOnTheLeft() {
    return PytorchFixture.all().stream()
        .filter(
            name -> {
              PytorchFixture f = new PytorchFixture(name);
              return f.isCausal() || f.isMasked() || f.has("left_logits");
            })
        .toList();
  }

  static List<String> languageModels() {
    return those(PytorchFixture::isLanguageModel);
  }

  static List<String> pairs() {
    return those(PytorchFixture::isOfPairs);
  }

  /** Decoders, and both files of what they compute when tokens see more. */
  static List<String> visible() {
    return PytorchFixture.visible();
  }

  private static List<String> those(Predicate<PytorchFixture> wanted) {
    return all().stream().filter(name -> wanted.test(new PytorchFixture(name))).toList();
  }

  private static Parity parity(String name) {
    return new Parity(engine, new PytorchFixture(name));
  }

  @ParameterizedTest
  @MethodSource("all")
  void parametersHaveHuggingFacesNames(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (Model model = fixture.model(engine, Precision.FP32)) {
      assertThat(model.parameters())
          .extracting(Parameter::name)
          .containsExactlyInAnyOrderElementsOf(fixture.parameterNames());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void hiddenStatesAgree(String name) {
    parity(name).hiddenStatesAgree();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void memoriesAgree(String name) {
    parity(name).memoriesAgree();
  }

  @ParameterizedTest
  @MethodSource("withLogits")
  void logitsAgree(String name) {
    parity(name).logitsAgree("logits");
  }

  @ParameterizedTest
  @MethodSource("paddedOnTheLeft")
  void paddingOnTheLeftChangesNothing(String name) {
    parity(name).logitsAgree("left_logits");
  }

  @ParameterizedTest
  @MethodSource("all")
  void lossAgrees(String name) {
    parity(name).lossAgrees();
  }

  @ParameterizedTest
  @MethodSource("languageModels")
  void correctPredictionsAgree(String name) {
    parity(name).correctPredictionsAgree();
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientsAgree(String name) {
    parity(name).gradientsAgree();
  }

  /** PyTorch was given a matrix of who sees whom. */
  @ParameterizedTest
  @MethodSource("visible")
  void otherRulesOfWhoSeesWhomAgree(String name) {
    Parity parity = parity(name);
    parity.hiddenStatesAgree();
    parity.logitsAgree("logits");
    parity.lossAgrees();
    parity.gradientsAgree();
  }
}
