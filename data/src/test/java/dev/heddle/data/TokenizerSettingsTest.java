package dev.heddle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.ConfigException;
import dev.heddle.configs.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerSettingsTest {

  record Run(TokenizerSettings tokenizer) {}

  @TempDir Path folder;

  @Test
  void defaults() throws IOException {
    TokenizerSettings defaults = new TokenizerSettings(Optional.empty(), 32_000, 2, 2_000_000);

    assertThat(bind("tokenizer: {}")).isEqualTo(defaults);
    assertThat(bind("# no section at all")).isEqualTo(defaults);
  }

  @Test
  void everyKeyIsMapped() throws IOException {
    assertThat(
            bind(
                """
                tokenizer:
                  path: hdfs://name/tokenizer.json
                  vocab_size: 8000
                  min_frequency: 3
                  max_training_words: 50000
                """))
        .isEqualTo(
            new TokenizerSettings(Optional.of("hdfs://name/tokenizer.json"), 8000, 3, 50_000));
  }

  @Test
  void namesEveryImpossibleValueAtOnce() {
    assertThatThrownBy(
            () ->
                bind(
                    """
                    tokenizer:
                      path: " "
                      vocab_size: 261
                      min_frequency: 0
                      max_training_words: 999
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tokenizer.path=\" \"; must not be blank")
        .hasMessageContaining("tokenizer.vocab_size=261; must be from 262 to 16777216")
        .hasMessageContaining("tokenizer.min_frequency=0; must be from 1 to 2147483647")
        .hasMessageContaining("tokenizer.max_training_words=999; must be from 1000 to 100000000");
  }

  @Test
  void theSmallestVocabularyIsAllowed() throws IOException {
    assertThat(bind("tokenizer: {vocab_size: 262}").vocabSize()).isEqualTo(262);
  }

  private TokenizerSettings bind(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), yaml);
    return RunFile.load(file, List.of(), Map.of()).bind(Run.class).tokenizer();
  }
}
