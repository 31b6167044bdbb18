package dev.heddle.models.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.InvalidSettings;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.registry.Architectures;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class T5ConfigTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          100,
          OptionalInt.of(0),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.of(1));
  private static final T5Settings UNTIED =
      new T5Settings(
          24, 7, 40, 3, 5, 2, 16, 40, 0.2, 0.3, 1e-5, 0.5, "gated-gelu", false, false, 4);
  private static final Set<String> WITH_HEAD = Set.of("shared.weight", "lm_head.weight");
  private static final Set<String> WITHOUT_HEAD = Set.of("shared.weight");

  private final T5Provider provider = new T5Provider();

  private ObjectNode config(T5Settings settings) {
    return provider.toHuggingFace(settings, VOCABULARY, Task.LANGUAGE_MODELLING);
  }

  @Test
  void isFoundByItsModelType() {
    assertThat(Architectures.ofModelType("t5")).isInstanceOf(T5Provider.class);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(provider.fromHuggingFace(config(UNTIED))).isEqualTo(UNTIED);
    assertThat(provider.vocabulary(config(UNTIED))).isEqualTo(VOCABULARY);
    assertThat(config(UNTIED).path("architectures").path(0).asText())
        .isEqualTo("T5ForConditionalGeneration");
    assertThat(config(UNTIED).path("is_encoder_decoder").asBoolean()).isTrue();
  }

  @Test
  void anEncoderIsWrittenAsOne() {
    ObjectNode config = provider.toHuggingFace(UNTIED, VOCABULARY, new Task.Embedding());
    assertThat(config.path("architectures").path(0).asText()).isEqualTo("T5EncoderModel");
    assertThat(config.path("is_encoder_decoder").asBoolean()).isFalse();
    assertThat(provider.fromHuggingFace(config)).isEqualTo(UNTIED);
  }

  /** The defaults of transformers' T5Config, which are those of the small model. */
  @Test
  void absentKeysMeanTheSmallModel() {
    ObjectNode empty = JsonNodeFactory.instance.objectNode();
    assertThat(provider.fromHuggingFace(empty))
        .isEqualTo(
            new T5Settings(
                512, 64, 2048, 6, 6, 8, 32, 128, 0.1, 0.0, 1e-6, 1.0, "relu", true, true, 0));
    empty.put("num_layers", 9);
    assertThat(provider.fromHuggingFace(empty).numDecoderLayers()).isEqualTo(9);
  }

  /** transformers 4 has one key for two questions. */
  @Test
  void withoutAKeyForScalingTyingDecides() {
    ObjectNode older = config(UNTIED);
    older.remove("scale_decoder_outputs");
    assertThat(provider.fromHuggingFace(older)).isEqualTo(UNTIED);
    older.put("tie_word_embeddings", true);
    T5Settings tied = provider.fromHuggingFace(older);
    assertThat(tied.tieWordEmbeddings()).isTrue();
    assertThat(tied.scaleDecoderOutputs()).isTrue();
    assertThat(provider.settled(tied, WITH_HEAD)).isEqualTo(tied);
  }

  /** transformers 5 says that heads are tied even where they are not. */
  @Test
  void theWeightsTellWhetherAnUnscaledHeadIsTied() {
    ObjectNode newer = config(UNTIED).put("tie_word_embeddings", true);
    T5Settings open = provider.fromHuggingFace(newer);
    assertThat(provider.settled(open, WITH_HEAD)).isEqualTo(UNTIED);
    assertThat(provider.settled(open, WITHOUT_HEAD)).isEqualTo(open);
    assertThat(open.tieWordEmbeddings()).isTrue();
    assertThat(open.scaleDecoderOutputs()).isFalse();
  }

  @Test
  void refusesAnActivationItDoesNotCompute() {
    ObjectNode config = config(UNTIED).put("feed_forward_proj", "gated-mish");
    assertThatThrownBy(() -> provider.fromHuggingFace(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: feed_forward_proj=\"gated-mish\"; Heddle computes one of silu, gated-silu, gelu, gated-gelu, gelu_pytorch_tanh, gated-gelu_pytorch_tanh, gelu_new, gated-gelu_new, relu, gated-relu");
  }

  /** transformers 5 writes both beside {@code feed_forward_proj}. */
  @Test
  void refusesAnActivationThatContradictsTheForm() {
    ObjectNode config = config(UNTIED).put("is_gated_act", true).put("dense_act_fn", "gelu_new");
    assertThat(provider.fromHuggingFace(config)).isEqualTo(UNTIED);
    config.put("dense_act_fn", "gelu");
    assertThatThrownBy(() -> provider.fromHuggingFace(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: dense_act_fn=\"gelu\"; Heddle computes gelu_new only");
  }

  @Test
  void refusesSizesThatCannotBe() {
    assertThatThrownBy(
            () ->
                new T5Settings(
                    24, 0, 40, 3, 5, 2, 3, 1, 1.5, 0.3, 1e-5, 0.5, "tanh", false, false, -1))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("d_kv")
        .hasMessageContaining("must be at least 4, near and far in both directions")
        .hasMessageContaining("must be above half of relative_attention_num_buckets (3)")
        .hasMessageContaining("dropout_rate")
        .hasMessageContaining("feed_forward_proj")
        .hasMessageContaining("decoder_start_token_id");
  }

  @Test
  void refusesTasksItHasNoHeadFor() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1)) {
      Task task = new Task.TokenClassification(List.of("a"));
      ModelRequest request = new ModelRequest(VOCABULARY, task, engine, Precision.FP32, 7);
      assertThatThrownBy(() -> provider.create(UNTIED, request))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot build a t5: task=TokenClassification[labels=[a]]; it has a head for language modelling, and none for embeddings");
    }
  }
}
