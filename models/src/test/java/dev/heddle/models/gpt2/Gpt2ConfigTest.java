package dev.heddle.models.gpt2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.InvalidSettings;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.layers.feedforward.Activation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Gpt2ConfigTest {
  private static final Gpt2Provider PROVIDER = new Gpt2Provider();
  private static final Gpt2Settings ODD =
      new Gpt2Settings(
          77,
          24,
          5,
          2,
          Optional.of(20),
          Activation.RELU,
          0.1,
          0.2,
          0.3,
          1e-6,
          0.03,
          false,
          true,
          true,
          false);

  private static JsonNode config(String json) throws Exception {
    return new ObjectMapper().readTree(json.replace('\'', '"'));
  }

  @Test
  void readsWhatItWrites() {
    ObjectNode config = PROVIDER.toHuggingFace(ODD, Vocabulary.of(50), Task.LANGUAGE_MODELLING);
    assertThat(PROVIDER.fromHuggingFace(config)).isEqualTo(ODD);
    assertThat(PROVIDER.vocabulary(config)).isEqualTo(Vocabulary.of(50));
    assertThat(config.path("architectures").path(0).asText()).isEqualTo("GPT2LMHeadModel");
  }

  /** The keys of the config that the smallest published model came with. */
  @Test
  void readsThePublishedSmallestModel() throws Exception {
    Gpt2Settings settings =
        PROVIDER.fromHuggingFace(
            config(
                "{'activation_function': 'gelu_new', 'attn_pdrop': 0.1, 'embd_pdrop': 0.1, 'n_ctx': 1024, 'n_embd': 768, 'n_head': 12, 'n_layer': 12, 'n_positions': 1024, 'resid_pdrop': 0.1, 'layer_norm_epsilon': 1e-05, 'initializer_range': 0.02, 'vocab_size': 50257}"));
    assertThat(settings).isEqualTo(PROVIDER.fromHuggingFace(config("{}")));
    assertThat(settings.innerWidth()).isEqualTo(3072);
    assertThat(settings.tieWordEmbeddings()).isTrue();
  }

  @Test
  void anInnerWidthOfNullStaysNull() throws Exception {
    Gpt2Settings settings = PROVIDER.fromHuggingFace(config("{'n_inner': null}"));
    ObjectNode written =
        PROVIDER.toHuggingFace(settings, Vocabulary.of(50), Task.LANGUAGE_MODELLING);
    assertThat(settings.nInner()).isEmpty();
    assertThat(written.get("n_inner").isNull()).isTrue();
  }

  /** By hand: heads of 12, the third layer; 1 / (3 · sqrt(12)) and so on. */
  @Test
  void scoresAreScaledAsTheFlagsSay() {
    assertThat(scale(true, false)).isCloseTo(0.288675, within(1e-6));
    assertThat(scale(true, true)).isCloseTo(0.096225, within(1e-6));
    assertThat(scale(false, true)).isCloseTo(0.333333, within(1e-6));
    assertThat(scale(false, false)).isEqualTo(1);
  }

  private static double scale(boolean byWidth, boolean byLayer) {
    return new Gpt2Settings(
            77,
            24,
            5,
            2,
            Optional.empty(),
            Activation.GELU_NEW,
            0,
            0,
            0,
            1e-6,
            0.03,
            byWidth,
            byLayer,
            false,
            true)
        .attention(2)
        .scale();
  }

  @Test
  void refusesCrossAttention() {
    assertThatThrownBy(() -> PROVIDER.fromHuggingFace(config("{'add_cross_attention': true}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: add_cross_attention=true; Heddle computes false only");
  }

  @Test
  void refusesAnActivationItDoesNotCompute() {
    assertThatThrownBy(() -> PROVIDER.fromHuggingFace(config("{'activation_function': 'tanh'}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: activation_function=\"tanh\"; Heddle computes silu, gelu, gelu_pytorch_tanh, gelu_new, relu");
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThatThrownBy(
            () ->
                PROVIDER.fromHuggingFace(
                    config("{'n_embd': 25, 'n_head': 2, 'n_inner': 0, 'attn_pdrop': 1.5}")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("n_embd")
        .hasMessageContaining("must be a multiple of n_head (2)")
        .hasMessageContaining("n_inner")
        .hasMessageContaining("attn_pdrop");
  }
}
