package dev.heddle.models.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.ConfigException;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings from a model's folder. */
class StoredGenerationTest {
  private static final Storage STORAGE = new HadoopStorage(Map.of());

  @TempDir private Path folder;

  @Test
  void readsWhatModelsAreStoredWith() throws IOException {
    write(
        "generation_config.json",
        """
        {"bos_token_id": 128000, "do_sample": true, "eos_token_id": [128001, 128009], "max_length": 4096,
         "temperature": 0.6, "top_p": 0.9, "transformers_version": "4.42.3"}
        """);
    StoredGeneration stored = read();
    assertThat(stored.ignored()).isEmpty();
    GenerationSettings settings = stored.settings();
    assertThat(settings.doSample()).isTrue();
    assertThat(settings.eosTokenId()).containsExactly(128001, 128009);
    assertThat(settings.maxLength()).contains(4096);
    assertThat(settings.temperature()).isEqualTo(0.6);
    assertThat(settings.topP()).isEqualTo(0.9);
    assertThat(settings.topK()).isEqualTo(50);
  }

  @Test
  void ownSettingsStandAboveTheFoldersOwn() throws IOException {
    write("generation_config.json", "{\"temperature\": 0.6, \"eos_token_id\": 2, \"top_k\": null}");
    GenerationSettings settings = read("temperature=1.5", "max_new_tokens=7", "seed=3").settings();
    assertThat(settings.temperature()).isEqualTo(1.5);
    assertThat(settings.maxNewTokens()).contains(7);
    assertThat(settings.seed()).isEqualTo(3);
    assertThat(settings.eosTokenId()).containsExactly(2);
    assertThat(settings.topK()).isEqualTo(50);
  }

  @Test
  void namesWhatHasNoEffect() throws IOException {
    write(
        "generation_config.json",
        """
        {"num_beams": 4, "no_repeat_ngram_size": 3, "repetition_penalty": 1.0, "early_stopping": true,
         "forced_bos_token_id": 0, "forced_eos_token_id": 2, "output_scores": false}
        """);
    StoredGeneration stored = read();
    assertThat(stored.ignored())
        .containsExactly("early_stopping", "no_repeat_ngram_size", "num_beams");
    assertThat(stored.settings().forcedBosTokenId()).contains(0);
    assertThat(stored.settings().forcedEosTokenId()).contains(2);
  }

  @Test
  void aFolderWithoutTheFileSaysItInTheModelsConfig() throws IOException {
    write("config.json", "{\"model_type\": \"llama\", \"eos_token_id\": 5, \"hidden_size\": 8}");
    StoredGeneration stored = read();
    assertThat(stored.settings().eosTokenId()).containsExactly(5);
    assertThat(stored.ignored()).isEmpty();
  }

  @Test
  void refusesUnknownKeysAndImpossibleValues() throws IOException {
    write("generation_config.json", "{}");
    assertThatThrownBy(() -> read("temprature=2", "top_p=1.5"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("temprature")
        .hasMessageContaining("temperature");
    assertThatThrownBy(() -> read("top_p=1.5"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("top_p=1.5; must be above 0 and at most 1");
  }

  @Test
  void refusesWhatIsNoJson() throws IOException {
    write("generation_config.json", "[1]");
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read generation settings: file=file:")
        .hasMessageEndingWith("; it holds no JSON object; save the model again");
  }

  private StoredGeneration read(String... overrides) {
    return StoredGeneration.read(STORAGE, STORAGE.resolve(folder.toString()), List.of(overrides));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
