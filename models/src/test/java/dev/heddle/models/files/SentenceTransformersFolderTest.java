package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.models.Pooling;
import dev.heddle.models.SentencePooling;
import dev.heddle.storage.HadoopStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceTransformersFolderTest {
  private static final String ENCODER =
      "{\"idx\": 0, \"path\": \"\", \"type\": \"sentence_transformers.models.Transformer\"}";
  private static final String POOLING =
      "{\"idx\": 1, \"path\": \"1_Pooling\", \"type\": \"sentence_transformers.models.Pooling\"}";
  private static final String NORM =
      "{\"idx\": 2, \"path\": \"2_Normalize\", \"type\": \"sentence_transformers.models.Normalize\"}";

  @TempDir Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(folder.resolve("1_Pooling"));
  }

  @Test
  void readsPoolingAndLength() throws IOException {
    modules(ENCODER, POOLING, NORM);
    pooling("{\"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": true}");
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 256}");
    assertThat(read())
        .isEqualTo(
            new SentenceTransformersFolder(
                new SentencePooling(Pooling.MEAN, true), OptionalInt.of(256)));
  }

  @Test
  void readsTheNewerStyle() throws IOException {
    modules(ENCODER, POOLING);
    pooling("{\"pooling_mode\": \"lasttoken\"}");
    assertThat(read())
        .isEqualTo(
            new SentenceTransformersFolder(
                new SentencePooling(Pooling.LAST, false), OptionalInt.empty()));
  }

  @Test
  void refusesOtherModulesAndModes() throws IOException {
    modules(ENCODER, POOLING, "{\"type\": \"sentence_transformers.models.Dense\"}");
    pooling("{\"pooling_mode_max_tokens\": true, \"pooling_mode_mean_tokens\": true}");
    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("has modules [Transformer, Pooling, Dense]; Heddle computes");
    modules(ENCODER, POOLING);
    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("asks for pooling [max, mean]; Heddle computes one of");
  }

  @Test
  void refusesAFolderOfAnotherKind() {
    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("modules.json is missing; name a folder");
  }

  private SentenceTransformersFolder read() {
    return SentenceTransformersFolder.read(HadoopStorage.local(), folder.toUri());
  }

  private void modules(String... modules) throws IOException {
    Files.writeString(folder.resolve("modules.json"), "[" + String.join(",", modules) + "]");
  }

  private void pooling(String config) throws IOException {
    Files.writeString(folder.resolve("1_Pooling").resolve("config.json"), config);
  }
}
