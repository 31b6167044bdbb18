package dev.heddle.models.layers.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.RotaryConfig;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What fixtures of whole models do not show of rotary positions. */
class RotarySettingsTest {
  /** What transformers 4 and 5 wrote for the same model. */
  @Test
  void readsEitherStyleOfKeys() {
    String old =
        "{'rope_theta': 500000.0, 'rope_scaling': {'factor': 8.0, 'low_freq_factor': 1.0,"
            + " 'high_freq_factor': 4.0, 'original_max_position_embeddings': 8192, 'rope_type': 'llama3'}}";
    String young =
        "{'rope_parameters': {'factor': 8.0, 'low_freq_factor': 1.0, 'high_freq_factor': 4.0,"
            + " 'original_max_position_embeddings': 8192, 'rope_theta': 500000.0, 'rope_type': 'llama3'}}";
    RotarySettings settings = read(old);
    assertThat(settings).isEqualTo(read(young));
    assertThat(settings.ropeType()).isEqualTo(RotaryType.LLAMA3);
    assertThat(settings.ropeTheta()).isEqualTo(500_000);
    assertThat(settings.factor()).contains(8.0);
    assertThat(settings.originalMaxPositionEmbeddings()).contains(8192);
  }

  @Test
  void readsTheOldestNameOfTheType() {
    RotarySettings settings = read("{'rope_scaling': {'type': 'linear', 'factor': 2}}");
    assertThat(settings.ropeType()).isEqualTo(RotaryType.LINEAR);
    assertThat(settings.ropeTheta()).isEqualTo(10_000);
  }

  @Test
  void nullMeansNoScaling() {
    assertThat(read("{'rope_scaling': null, 'rope_theta': 50.0}"))
        .isEqualTo(RotarySettings.unscaled(50));
  }

  @Test
  void writesWhatItReads() {
    RotarySettings settings =
        read(
            "{'rope_parameters': {'rope_type': 'yarn', 'factor': 4.0, 'rope_theta': 7.0, 'truncate': false,"
                + " 'beta_fast': 9.0, 'mscale': 0.7, 'original_max_position_embeddings': 16}}");
    ObjectNode out = new ObjectMapper().createObjectNode();
    RotaryConfig.write(out, settings);
    assertThat(RotaryConfig.read(new ConfigReader(out), 1)).isEqualTo(settings);
    out.remove("rope_parameters");
    assertThat(RotaryConfig.read(new ConfigReader(out), 1)).isEqualTo(settings);
  }

  @Test
  void refusesTypesItDoesNotCompute() {
    assertThatThrownBy(() -> read("{'rope_scaling': {'rope_type': 'longrope', 'factor': 4.0}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: rope_type=\"longrope\"; Heddle computes default, linear, dynamic, llama3, yarn");
  }

  @Test
  void refusesToTurnAPartOfAHead() {
    assertThatThrownBy(() -> read("{'partial_rotary_factor': 0.5}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read a model's config: partial_rotary_factor=0.5; Heddle computes 1 only");
  }

  @Test
  void refusesScalingWithoutItsParameters() {
    assertThatThrownBy(() -> read("{'rope_scaling': {'rope_type': 'dynamic'}}"))
        .hasMessageContaining("factor")
        .hasMessageContaining("rope_type dynamic needs it");
    assertThatThrownBy(() -> read("{'rope_scaling': {'rope_type': 'llama3', 'factor': 2.0}}"))
        .hasMessageContaining("low_freq_factor")
        .hasMessageContaining("rope_type llama3 needs it and high_freq_factor");
    assertThatThrownBy(() -> read("{'rope_scaling': {'rope_type': 'linear', 'factor': 0.5}}"))
        .hasMessageContaining("must be at least 1");
  }

  /** Llama 3.1, Qwen2.5 with YaRN as its card says, and the two that stretch the longest. */
  @Test
  void textsMayBeAsLongAsTheScalingReaches() {
    String llama =
        "{'rope_scaling': {'rope_type': 'llama3', 'factor': 8, 'low_freq_factor': 1,"
            + " 'high_freq_factor': 4, 'original_max_position_embeddings': 8192}}";
    assertThat(read(llama).reach(131_072)).isEqualTo(131_072);
    String qwen =
        "{'rope_scaling': {'type': 'yarn', 'factor': 4, 'original_max_position_embeddings': 32768}}";
    assertThat(read(qwen).reach(32_768)).isEqualTo(131_072);
    assertThat(read("{'rope_scaling': {'type': 'dynamic', 'factor': 2}}").reach(4096))
        .isEqualTo(8192);
    assertThat(read("{'rope_scaling': {'type': 'linear', 'factor': 2}}").reach(4096))
        .isEqualTo(8192);
    assertThat(RotarySettings.unscaled(10).reach(4096)).isEqualTo(4096);
  }

  /**
   * The base follows each text's own length: a short one beside a long one turns as it does alone.
   * Beyond 4 tokens, theta 100 becomes 100 (2 · 8 / 4 - 1)^(4 / 2) = 900 for a text of 8, whose
   * second pair turns by 1 / sqrt(900) a token.
   */
  @Test
  void dynamicBasesFollowEachTextsOwnLength() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Scope scope = engine.scope()) {
      Rotary rotary =
          read("{'rope_theta': 100.0, 'rope_scaling': {'type': 'dynamic', 'factor': 2}}")
              .create(Site.root(engine, Precision.FP32, 1), 4, 4);
      PackedTokens tokens = new PackedTokens(new int[11], new int[] {3, 8});
      NDArray sines = rotary.table(tokens.on(scope)).get(1);
      double[] turns = {0, 0.1, 0.2, 0, 1 / 30.0, 2 / 30.0, 3 / 30.0};
      for (int row = 0; row < turns.length; row++) {
        assertThat((double) sines.toFloatArray()[2 * row + 1])
            .as("row %d", row)
            .isCloseTo(Math.sin(turns[row]), within(1e-6));
      }
      assertThat(Arrays.copyOf(sines.getShape().getShape(), 3)).containsExactly(11, 1, 2);
    }
  }

  private static RotarySettings read(String json) {
    try {
      ConfigReader in = new ConfigReader(new ObjectMapper().readTree(json.replace('\'', '"')));
      return RotaryConfig.read(in, 10_000);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
