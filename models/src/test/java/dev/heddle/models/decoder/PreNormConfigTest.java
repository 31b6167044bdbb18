package dev.heddle.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.InvalidSettings;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.layers.attention.LayerType;
import dev.heddle.models.layers.attention.RotaryType;
import dev.heddle.models.layers.feedforward.Activation;
import dev.heddle.models.llama.LlamaSettings;
import dev.heddle.models.mixtral.MixtralSettings;
import dev.heddle.models.qwen2.Qwen2Settings;
import dev.heddle.models.qwen3.Qwen3Settings;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configs of the families with Llama's layers. */
class PreNormConfigTest {
  private static final String SMALL =
      "'hidden_size': 24, 'intermediate_size': 36, 'num_attention_heads': 4, 'num_hidden_layers': 3";

  /** Keys and values of the config published with Llama 2. */
  @Test
  void readsLlama2AsTransformers4WroteIt() {
    LlamaSettings settings =
        (LlamaSettings)
            read(
                "llama",
                "'hidden_act': 'silu', 'hidden_size': 4096, 'initializer_range': 0.02, 'intermediate_size': 11008,"
                    + " 'max_position_embeddings': 4096, 'num_attention_heads': 32, 'num_hidden_layers': 32,"
                    + " 'num_key_value_heads': 32, 'pretraining_tp': 1, 'rms_norm_eps': 1e-05,"
                    + " 'rope_scaling': null, 'tie_word_embeddings': false, 'vocab_size': 32000");
    assertThat(settings.rmsNormEps()).isEqualTo(1e-5);
    assertThat(settings.ropeParameters().ropeType()).isEqualTo(RotaryType.DEFAULT);
    assertThat(settings.ropeParameters().ropeTheta()).isEqualTo(10_000);
    assertThat(settings.sizes().headWidth()).isEqualTo(128);
    assertThat(settings.maxPositionEmbeddings()).isEqualTo(4096);
  }

  /** Keys and values of the config published with Llama 3.2 (1B). */
  @Test
  void readsLlama3AsTransformers4WroteIt() {
    LlamaSettings settings =
        (LlamaSettings)
            read(
                "llama",
                "'attention_bias': false, 'head_dim': 64, 'hidden_size': 2048, 'intermediate_size': 8192,"
                    + " 'max_position_embeddings': 131072, 'mlp_bias': false, 'num_attention_heads': 32,"
                    + " 'num_hidden_layers': 16, 'num_key_value_heads': 8, 'rms_norm_eps': 1e-05,"
                    + " 'rope_scaling': {'factor': 32.0, 'high_freq_factor': 4.0, 'low_freq_factor': 1.0,"
                    + " 'original_max_position_embeddings': 8192, 'rope_type': 'llama3'},"
                    + " 'rope_theta': 500000.0, 'tie_word_embeddings': true");
    assertThat(settings.sizes().keyValueHeads()).isEqualTo(8);
    assertThat(settings.tieWordEmbeddings()).isTrue();
    assertThat(settings.ropeParameters().ropeType()).isEqualTo(RotaryType.LLAMA3);
    assertThat(settings.ropeParameters().ropeTheta()).isEqualTo(500_000);
    assertThat(settings.ropeParameters().factor()).contains(32.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "qwen2", "qwen3", "mixtral"})
  void readsWhatItWrites(String name) {
    Record settings =
        read(
            name,
            SMALL
                + ", 'num_key_value_heads': 2, 'head_dim': 10, 'rms_norm_eps': 0.001, 'attention_dropout': 0.1,"
                + " 'attention_bias': true, 'mlp_bias': true, 'tie_word_embeddings': true, 'use_sliding_window': true,"
                + " 'sliding_window': 9, 'max_window_layers': 1, 'num_local_experts': 6,"
                + " 'layer_types': ['full_attention', 'sliding_attention', 'full_attention'],"
                + " 'num_experts_per_tok': 3, 'router_aux_loss_coef': 0.5, 'router_jitter_noise': 0.25,"
                + " 'rope_scaling': {'rope_type': 'linear', 'factor': 3.0}, 'rope_theta': 77.0");
    ObjectNode written = write(name, settings);
    assertThat(provider(name).fromHuggingFace(written)).isEqualTo(settings);
    assertThat(written.path("model_type").asText()).isEqualTo(name);
    assertThat(written.path("rope_parameters").path("rope_theta").asDouble()).isEqualTo(77);
    assertThat(written.path("rope_scaling").path("factor").asDouble()).isEqualTo(3);
    assertThat(written.path("attention_dropout").asDouble()).isEqualTo(0.1);
  }

  /**
   * transformers computes a width from null where positions are scaled, so there is no such key.
   */
  @Test
  void leavesOutAHeadWidthThatWasNotGiven() {
    ObjectNode written = write("mixtral", read("mixtral", SMALL + ", 'num_key_value_heads': 4"));
    assertThat(written.has("head_dim")).isFalse();
    assertThat(written.path("sliding_window").isNull()).isTrue();
  }

  @Test
  void defaultsAreThoseOfTransformers() {
    MixtralSettings mixtral = (MixtralSettings) read("mixtral", "'vocab_size': 5");
    assertThat(mixtral.ropeParameters().ropeTheta()).isEqualTo(1_000_000);
    assertThat(mixtral.numKeyValueHeads()).contains(8);
    assertThat(mixtral.slidingWindow()).isEmpty();
    Qwen3Settings qwen3 = (Qwen3Settings) read("qwen3", "'vocab_size': 5");
    assertThat(qwen3.headDim()).contains(128);
    Qwen2Settings qwen2 = (Qwen2Settings) read("qwen2", "'vocab_size': 5");
    assertThat(qwen2.slidingWindow()).contains(4096);
    assertThat(qwen2.hiddenAct()).isEqualTo(Activation.SILU);
    LlamaSettings llama = (LlamaSettings) read("llama", "'vocab_size': 5");
    assertThat(llama.hiddenSize()).isEqualTo(4096);
    assertThat(llama.numKeyValueHeads()).isEmpty();
  }

  @Test
  void windowsBeginAtALayerOrFollowAList() {
    SlidingWindows counted = new SlidingWindows(true, Optional.of(7), 2, List.of());
    assertThat(windows(counted, 4))
        .containsExactly(Optional.empty(), Optional.empty(), Optional.of(7), Optional.of(7));
    SlidingWindows off = new SlidingWindows(false, Optional.of(7), 0, List.of());
    assertThat(windows(off, 2)).containsOnly(Optional.empty());
    SlidingWindows listed =
        new SlidingWindows(
            true,
            Optional.of(7),
            0,
            List.of(LayerType.FULL_ATTENTION, LayerType.SLIDING_ATTENTION));
    assertThat(windows(listed, 2)).containsExactly(Optional.empty(), Optional.of(7));
  }

  private static List<Optional<Integer>> windows(SlidingWindows windows, int layers) {
    return IntStream.range(0, layers).mapToObj(windows::of).toList();
  }

  @Test
  void refusesActivationsItDoesNotCompute() {
    assertThatThrownBy(() -> read("llama", SMALL + ", 'hidden_act': 'xielu'"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot read a model's config: hidden_act=\"xielu\"; Heddle computes silu, gelu, gelu_pytorch_tanh");
    assertThatThrownBy(
            () -> read("mixtral", SMALL + ", 'num_key_value_heads': 2, 'hidden_act': 'gelu'"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("experts compute silu");
  }

  @Test
  void refusesSizesThatDoNotFitEachOther() {
    assertThatThrownBy(() -> read("llama", SMALL + ", 'num_key_value_heads': 3"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("num_key_value_heads")
        .hasMessageContaining("must divide num_attention_heads (4)");
    assertThatThrownBy(() -> read("llama", SMALL + ", 'head_dim': 7"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("must be even and above 0");
    assertThatThrownBy(
            () ->
                read(
                    "qwen2",
                    SMALL
                        + ", 'num_key_value_heads': 2, 'layer_types': ['sliding_attention', 'full_attention', 'full_attention']"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("needs use_sliding_window: true and a sliding_window");
    assertThatThrownBy(
            () ->
                read(
                    "qwen3",
                    SMALL + ", 'num_key_value_heads': 2, 'layer_types': ['full_attention']"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("must name the kind of each of num_hidden_layers (3)");
    assertThatThrownBy(
            () ->
                read(
                    "mixtral",
                    SMALL
                        + ", 'num_key_value_heads': 2, 'num_local_experts': 2, 'num_experts_per_tok': 3"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("must be from 1 to 2");
  }

  /** Llama 3's instructed models end a text by any of three tokens. */
  @Test
  void keepsAllOfSeveralEndTokens() throws JsonProcessingException {
    JsonNode config =
        new ObjectMapper()
            .readTree("{\"vocab_size\": 128256, \"eos_token_id\": [128001, 128008, 128009]}");
    Vocabulary vocabulary = provider("llama").vocabulary(config);
    assertThat(vocabulary.eos()).hasValue(128_001);
    assertThat(vocabulary.ends()).containsExactly(128_001, 128_008, 128_009);
    assertThat(write("llama", read("llama", ""), vocabulary).path("eos_token_id").toString())
        .isEqualTo("[128001,128008,128009]");
  }

  private static ArchitectureProvider<?> provider(String name) {
    return Architectures.ofModelType(name);
  }

  private static Record read(String name, String keys) {
    try {
      JsonNode config = new ObjectMapper().readTree("{" + keys.replace('\'', '"') + "}");
      return provider(name).fromHuggingFace(config);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode write(String name, Record settings) {
    return write(name, settings, Vocabulary.of(30));
  }

  @SuppressWarnings("unchecked") // the settings are those of the family named
  private static <S extends Record> ObjectNode write(
      String name, Record settings, Vocabulary vocabulary) {
    return ((ArchitectureProvider<S>) provider(name))
        .toHuggingFace((S) settings, vocabulary, Task.LANGUAGE_MODELLING);
  }
}
