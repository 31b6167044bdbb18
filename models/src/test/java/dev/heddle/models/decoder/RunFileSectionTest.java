package dev.heddle.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.ConfigException;
import dev.heddle.configs.RunFile;
import dev.heddle.models.layers.attention.LayerType;
import dev.heddle.models.layers.attention.RotaryType;
import dev.heddle.models.llama.LlamaSettings;
import dev.heddle.models.mixtral.MixtralSettings;
import dev.heddle.models.qwen2.Qwen2Settings;
import dev.heddle.models.qwen3.Qwen3Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of decoders as run files give them. */
class RunFileSectionTest {
  @TempDir private Path folder;

  @Test
  void sizesAndStretchedPositionsAreKeysOfTheSection() throws Exception {
    LlamaSettings settings =
        bind(
            LlamaSettings.class,
            """
            hidden_size: 64
            num_attention_heads: 4
            num_key_value_heads: 1
            rope_parameters: {rope_type: yarn, factor: 4, truncate: false}
            """);
    assertThat(settings.sizes().keyValueHeads()).isEqualTo(1);
    assertThat(settings.ropeParameters().ropeType()).isEqualTo(RotaryType.YARN);
    assertThat(settings.ropeParameters().ropeTheta()).isEqualTo(10_000);
    assertThat(settings.ropeParameters().truncate()).contains(false);
  }

  @Test
  void absentKeysHaveTheFamilysDefaults() throws Exception {
    assertThat(bind(MixtralSettings.class, "{}").ropeParameters().ropeTheta()).isEqualTo(1_000_000);
    assertThat(bind(Qwen3Settings.class, "{}").headDim()).contains(128);
    assertThat(bind(Qwen2Settings.class, "{}").slidingWindow()).contains(4096);
  }

  @Test
  void layerTypesAreAList() throws Exception {
    Qwen2Settings settings =
        bind(
            Qwen2Settings.class,
            """
            num_hidden_layers: 2
            use_sliding_window: true
            layer_types: [full_attention, sliding_attention]
            """);
    assertThat(settings.layerTypes())
        .containsExactly(LayerType.FULL_ATTENTION, LayerType.SLIDING_ATTENTION);
  }

  @Test
  void aScalingWithoutItsFactorIsNamedWithItsPlace() {
    assertThatThrownBy(() -> bind(LlamaSettings.class, "rope_parameters: {rope_type: linear}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("rope_parameters.factor")
        .hasMessageContaining("rope_type linear needs it");
  }

  private <R extends Record> R bind(Class<R> type, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("run.yaml"), text);
    return RunFile.load(file, List.of(), Map.of()).bind(type);
  }
}
