package dev.heddle.models.modernbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import org.junit.jupiter.api.Test;

class ModernBertDecoderConfigTest {
  private static final ModernBertDecoderProvider PROVIDER = new ModernBertDecoderProvider();
  private static final ModernBertSettings ODD =
      new ModernBertSettings(
          24,
          40,
          5,
          2,
          77,
          12,
          2,
          5000,
          70,
          1e-6,
          true,
          true,
          true,
          true,
          false,
          0.03,
          2.5,
          0.1,
          0.2,
          0.3,
          0.4,
          Pooling.CLS);

  private static ObjectNode written() {
    return PROVIDER.toHuggingFace(ODD, Vocabulary.of(50), Task.LANGUAGE_MODELLING);
  }

  @Test
  void readsWhatItWrites() {
    ObjectNode config = written();
    assertThat(PROVIDER.fromHuggingFace(config)).isEqualTo(ODD);
    assertThat(config.path("model_type").asText()).isEqualTo("modernbert-decoder");
    assertThat(config.path("architectures").path(0).asText())
        .isEqualTo("ModernBertDecoderForCausalLM");
  }

  /** transformers 4 knows two thetas and a period where 5 knows dictionaries and a list. */
  @Test
  void readsEitherStyleOfKeys() {
    ObjectNode older = written();
    older.remove("rope_parameters");
    older.remove("layer_types");
    assertThat(PROVIDER.fromHuggingFace(older)).isEqualTo(ODD);
    ObjectNode newer = written();
    newer.remove("global_rope_theta");
    newer.remove("local_rope_theta");
    newer.remove("global_attn_every_n_layers");
    assertThat(PROVIDER.fromHuggingFace(newer)).isEqualTo(ODD);
  }

  @Test
  void refusesUntiedHeads() {
    ObjectNode config = written().put("tie_word_embeddings", false);
    assertThatThrownBy(() -> PROVIDER.fromHuggingFace(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: tie_word_embeddings=false; Heddle computes true only");
  }

  @Test
  void refusesAWindowOfNothing() {
    ObjectNode config = JsonNodeFactory.instance.objectNode().put("local_attention", 1);
    ModernBertSettings settings = PROVIDER.fromHuggingFace(config);
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1)) {
      ModelRequest request =
          new ModelRequest(Vocabulary.of(50), Task.LANGUAGE_MODELLING, engine, Precision.FP32, 1);
      assertThatThrownBy(() -> PROVIDER.create(settings, request))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot build a modernbert-decoder: local_attention=1; must be at least 2, as a token sees half of it, itself among it");
    }
  }
}
