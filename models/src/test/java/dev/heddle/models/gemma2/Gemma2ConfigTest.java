package dev.heddle.models.gemma2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.InvalidSettings;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.layers.attention.RotarySettings;
import dev.heddle.models.layers.feedforward.Activation;
import org.junit.jupiter.api.Test;

class Gemma2ConfigTest {
  private static final Gemma2Provider PROVIDER = new Gemma2Provider();

  private static Gemma2Settings settings(double scoreCap, double logitCap, int pattern) {
    return new Gemma2Settings(
        24,
        40,
        5,
        4,
        1,
        10,
        Activation.GELU,
        77,
        9,
        16,
        pattern,
        scoreCap,
        logitCap,
        1e-5,
        true,
        0.1,
        false,
        0.03,
        RotarySettings.unscaled(700));
  }

  private static JsonNode config(String json) throws Exception {
    return new ObjectMapper().readTree(json.replace('\'', '"'));
  }

  private static ObjectNode written(Gemma2Settings settings) {
    return PROVIDER.toHuggingFace(settings, Vocabulary.of(50), Task.LANGUAGE_MODELLING);
  }

  @Test
  void readsWhatItWrites() {
    Gemma2Settings settings = settings(2.5, 3.5, 2);
    assertThat(PROVIDER.fromHuggingFace(written(settings))).isEqualTo(settings);
  }

  @Test
  void noCapIsNullInTheConfig() {
    Gemma2Settings settings = settings(0, 0, 2);
    ObjectNode config = written(settings);
    assertThat(config.get("attn_logit_softcapping").isNull()).isTrue();
    assertThat(config.get("final_logit_softcapping").isNull()).isTrue();
    assertThat(PROVIDER.fromHuggingFace(config)).isEqualTo(settings);
  }

  /** transformers 4 knew no list of layers, and rope_theta stood at the top. */
  @Test
  void readsEitherStyleOfKeys() {
    Gemma2Settings settings = settings(2.5, 3.5, 2);
    ObjectNode older = written(settings);
    older.remove("layer_types");
    older.remove("sliding_window_pattern");
    older.remove("rope_parameters");
    assertThat(PROVIDER.fromHuggingFace(older)).isEqualTo(settings);
    ObjectNode newer = written(settings);
    newer.remove("rope_theta");
    newer.remove("sliding_window_pattern");
    assertThat(PROVIDER.fromHuggingFace(newer)).isEqualTo(settings);
  }

  @Test
  void readsOtherPatternsFromTheList() {
    Gemma2Settings settings = settings(2.5, 3.5, 3);
    ObjectNode config = written(settings);
    config.remove("sliding_window_pattern");
    assertThat(PROVIDER.fromHuggingFace(config)).isEqualTo(settings);
  }

  /** The keys of the 2-billion model's published config, shortened. */
  @Test
  void defaultsAreThePublishedSmallestModel() throws Exception {
    JsonNode published =
        config(
            "{'attention_bias': false, 'attn_logit_softcapping': 50.0, 'cache_implementation': 'hybrid', 'final_logit_softcapping': 30.0, 'head_dim': 256, 'hidden_act': 'gelu_pytorch_tanh', 'hidden_activation': 'gelu_pytorch_tanh', 'hidden_size': 2304, 'intermediate_size': 9216, 'max_position_embeddings': 8192, 'num_attention_heads': 8, 'num_hidden_layers': 26, 'num_key_value_heads': 4, 'query_pre_attn_scalar': 256, 'rms_norm_eps': 1e-06, 'rope_theta': 10000.0, 'sliding_window': 4096}");
    Gemma2Settings settings = PROVIDER.fromHuggingFace(published);
    assertThat(settings).isEqualTo(PROVIDER.fromHuggingFace(config("{}")));
    assertThat(settings.attnLogitSoftcapping()).isEqualTo(50);
    assertThat(settings.pattern().isGlobal(0)).isFalse();
    assertThat(settings.pattern().isGlobal(1)).isTrue();
  }

  @Test
  void refusesAttentionToBothSides() {
    assertThatThrownBy(
            () -> PROVIDER.fromHuggingFace(config("{'use_bidirectional_attention': true}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: use_bidirectional_attention=true; Heddle computes false only");
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThatThrownBy(
            () ->
                PROVIDER.fromHuggingFace(
                    config(
                        "{'hidden_size': 26, 'num_attention_heads': 4, 'num_key_value_heads': 3, 'head_dim': 7, 'sliding_window': 0}")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "must be a multiple of num_attention_heads (4), or transformers refuses the config")
        .hasMessageContaining("must divide num_attention_heads (4)")
        .hasMessageContaining("head_dim")
        .hasMessageContaining("sliding_window");
  }
}
