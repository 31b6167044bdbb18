package dev.heddle.models.gemma3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.layers.attention.LayeredRotary;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.attention.RotaryType;
import dev.heddle.models.registry.Architectures;
import org.junit.jupiter.api.Test;

class Gemma3ConfigTest {
  private static final Gemma3Provider PROVIDER = new Gemma3Provider();

  private static JsonNode config(String json) throws Exception {
    return new ObjectMapper().readTree(json.replace('\'', '"'));
  }

  private static Gemma3Settings read(String json) throws Exception {
    return PROVIDER.fromHuggingFace(config(json));
  }

  private static ObjectNode written(Gemma3Settings settings) {
    return PROVIDER.toHuggingFace(settings, Vocabulary.of(50), Task.LANGUAGE_MODELLING);
  }

  /** As transformers 5 writes the 4-billion model's text part, shortened. */
  private static Gemma3Settings newer() throws Exception {
    return read(
        "{'hidden_size': 2560, 'num_hidden_layers': 34, 'sliding_window': 1024, 'attn_logit_softcapping': null, 'final_logit_softcapping': null, 'rope_parameters': {'full_attention': {'rope_type': 'linear', 'factor': 8.0, 'rope_theta': 1000000.0}, 'sliding_attention': {'rope_type': 'default', 'rope_theta': 10000.0}}}");
  }

  /** The same in the keys of transformers 4. */
  private static Gemma3Settings older() throws Exception {
    return read(
        "{'hidden_size': 2560, 'num_hidden_layers': 34, 'sliding_window': 1024, 'sliding_window_pattern': 6, 'rope_theta': 1000000.0, 'rope_local_base_freq': 10000.0, 'rope_scaling': {'factor': 8.0, 'rope_type': 'linear'}}");
  }

  @Test
  void readsEitherStyleOfKeys() throws Exception {
    assertThat(older()).isEqualTo(newer());
    LayeredRotary rotary = newer().ropeParameters();
    assertThat(rotary.fullAttention().ropeType()).isEqualTo(RotaryType.LINEAR);
    assertThat(rotary.fullAttention().ropeTheta()).isEqualTo(1_000_000);
    assertThat(rotary.fullAttention().factor()).contains(8.0);
    assertThat(rotary.slidingAttention()).isEqualTo(RotarySettings.unscaled(10_000));
  }

  @Test
  void readsWhatItWrites() throws Exception {
    assertThat(PROVIDER.fromHuggingFace(written(newer()))).isEqualTo(newer());
    Gemma3Settings capped =
        read(
            "{'final_logit_softcapping': 3.5, 'sliding_window_pattern': 2, 'rope_theta': 500.0, 'rope_local_base_freq': 50.0, 'tie_word_embeddings': false}");
    assertThat(PROVIDER.fromHuggingFace(written(capped))).isEqualTo(capped);
  }

  @Test
  void whatItWritesIsReadByTransformers4AsWell() throws Exception {
    ObjectNode old = written(newer());
    old.remove("rope_parameters");
    old.remove("layer_types");
    assertThat(PROVIDER.fromHuggingFace(old)).isEqualTo(newer());
  }

  @Test
  void everySixthLayerIsGlobalByDefault() throws Exception {
    Gemma3Settings settings = read("{}");
    assertThat(settings.pattern().isGlobal(4)).isFalse();
    assertThat(settings.pattern().isGlobal(5)).isTrue();
    assertThat(settings.finalLogitSoftcapping()).isZero();
    assertThat(settings.maxPositionEmbeddings()).isEqualTo(131_072);
    assertThat(settings.ropeParameters())
        .isEqualTo(
            new LayeredRotary(RotarySettings.unscaled(1_000_000), RotarySettings.unscaled(10_000)));
  }

  @Test
  void refusesBentScores() {
    assertThatThrownBy(() -> read("{'attn_logit_softcapping': 50.0}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: attn_logit_softcapping=50.0; Heddle computes null only, as transformers ignores it in this family");
  }

  @Test
  void saysWhatToDoAboutModelsThatReadImages() {
    assertThatThrownBy(() -> Architectures.ofModelType("gemma3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot find an architecture: model_type=gemma3; it reads images besides text, of which Heddle computes the text model alone; put its language_model into a Gemma3ForCausalLM of its text_config with transformers, save that and use the new folder");
  }
}
