package dev.heddle.models.bart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.InvalidSettings;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.feedforward.Activation;
import dev.heddle.models.registry.Architectures;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BartTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          50,
          OptionalInt.of(1),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.of(0),
          OptionalInt.of(2));
  private static final BartSettings SMALL = settings(12, 2, 3, Optional.of(4));

  private static TensorEngine engine;

  private final BartProvider provider = new BartProvider();

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private static BartSettings settings(
      int width, int encoderHeads, int decoderHeads, Optional<Integer> forcedStart) {
    return new BartSettings(
        width,
        9,
        2,
        16,
        encoderHeads,
        3,
        20,
        decoderHeads,
        Activation.RELU,
        0.2,
        0.3,
        0.4,
        0.5,
        0.6,
        0.7,
        0.05,
        true,
        5,
        forcedStart,
        Optional.empty());
  }

  private static ModelRequest request(Task task) {
    return new ModelRequest(VOCABULARY, task, engine, Precision.FP32, 7);
  }

  private ObjectNode config(BartSettings settings) {
    return provider.toHuggingFace(settings, VOCABULARY, Task.LANGUAGE_MODELLING);
  }

  @Test
  void isFoundByItsModelType() {
    assertThat(Architectures.ofModelType("bart")).isInstanceOf(BartProvider.class);
  }

  @Test
  void readsWhatItWrites() {
    BartSettings free = settings(12, 2, 3, Optional.empty());
    assertThat(provider.fromHuggingFace(config(SMALL))).isEqualTo(SMALL);
    assertThat(provider.fromHuggingFace(config(free))).isEqualTo(free);
    assertThat(provider.vocabulary(config(SMALL))).isEqualTo(VOCABULARY);
  }

  /** transformers takes an absent end for 2, so that no end has to be written. */
  @Test
  void writesWhatTransformersLoads() {
    ObjectNode config = config(settings(12, 2, 3, Optional.empty()));
    assertThat(config.path("architectures").path(0).asText())
        .isEqualTo("BartForConditionalGeneration");
    assertThat(config.path("is_encoder_decoder").asBoolean()).isTrue();
    assertThat(config.has("forced_bos_token_id")).isFalse();
    assertThat(config.path("forced_eos_token_id").isNull()).isTrue();
  }

  /** The defaults of transformers' BartConfig. */
  @Test
  void absentKeysMeanTheLargeModel() {
    ObjectNode empty = JsonNodeFactory.instance.objectNode();
    assertThat(provider.fromHuggingFace(empty))
        .isEqualTo(
            new BartSettings(
                1024,
                1024,
                12,
                4096,
                16,
                12,
                4096,
                16,
                Activation.GELU,
                0.1,
                0,
                0,
                0,
                0,
                0,
                0.02,
                false,
                2,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void refusesNormsInOtherPlaces() {
    ObjectNode config = config(SMALL).put("normalize_before", true);
    assertThatThrownBy(() -> provider.fromHuggingFace(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: normalize_before=true; Heddle computes false only");
  }

  @Test
  void refusesAHeadOfItsOwn() {
    ObjectNode config = config(SMALL).put("tie_word_embeddings", false);
    assertThatThrownBy(() -> provider.fromHuggingFace(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: tie_word_embeddings=false; Heddle computes true only");
  }

  @Test
  void refusesHeadsThatDoNotDivideTheWidth() {
    assertThatThrownBy(() -> settings(16, 3, 5, Optional.empty()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("must be a multiple of encoder_attention_heads (3)")
        .hasMessageContaining("must be a multiple of decoder_attention_heads (5)");
  }

  @Test
  void refusesTasksItHasNoHeadFor() {
    assertThatThrownBy(() -> provider.create(SMALL, request(new Task.Embedding())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot build a bart: task=Embedding[]; it has a head for language modelling");
  }

  @Test
  void targetsStartWithTheTokenOfTheConfig() {
    try (SequenceToSequenceModel model =
        (SequenceToSequenceModel) provider.create(SMALL, request(Task.LANGUAGE_MODELLING))) {
      assertThat(model.decoderStart()).isEqualTo(5);
    }
  }

  /** The table has two rows more than there are positions. */
  @Test
  void readsAsManyTokensAsItHasPositions() {
    try (SequenceToSequenceModel model =
            (SequenceToSequenceModel) provider.create(SMALL, request(Task.LANGUAGE_MODELLING));
        Scope scope = engine.scope()) {
      PackedTokens longest = new PackedTokens(new int[9], new int[] {9});
      assertThat(model.encode(longest, scope).getShape().getShape()).containsExactly(9, 12);
      assertThatThrownBy(() -> model.encode(new PackedTokens(new int[10], new int[] {10}), scope))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Cannot encode a batch: length=10; the model takes sequences of at most 9 tokens; ");
    }
  }

  @Test
  void onlyTheBiasOfTheLogitsIsNotTrained() {
    try (Model model = provider.create(SMALL, request(Task.LANGUAGE_MODELLING))) {
      assertThat(model.parameters())
          .filteredOn(parameter -> !parameter.isTrainable())
          .extracting(Parameter::name)
          .containsExactly("final_logits_bias");
    }
  }
}
