package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.Pooling;
import dev.heddle.models.SentencePooling;
import dev.heddle.models.SentencePrompts;
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
  void whatIsWrittenIsRead() throws IOException {
    for (Pooling mode : Pooling.values()) {
      for (boolean normalize : new boolean[] {true, false}) {
        SentenceTransformersFolder written =
            new SentenceTransformersFolder(
                new SentencePooling(mode, normalize),
                OptionalInt.of(128),
                new SentencePrompts("query: ", "", false));
        written.writeInto(HadoopStorage.local(), folder.toUri(), 16);
        assertThat(read()).isEqualTo(written);
      }
    }
  }

  /** The names that sentence-transformers 2 and later look for. */
  @Test
  void writesTheNamesOfSentenceTransformers() throws IOException {
    new SentenceTransformersFolder(
            new SentencePooling(Pooling.CLS, true),
            OptionalInt.of(64),
            new SentencePrompts("q: ", "d: ", true))
        .writeInto(HadoopStorage.local(), folder.toUri(), 48);
    ObjectMapper json = new ObjectMapper();
    JsonNode modules = json.readTree(folder.resolve("modules.json").toFile());
    assertThat(modules.findValuesAsText("path")).containsExactly("", "1_Pooling", "2_Normalize");
    assertThat(modules.findValuesAsText("type"))
        .containsExactly(
            "sentence_transformers.models.Transformer",
            "sentence_transformers.models.Pooling",
            "sentence_transformers.models.Normalize");
    JsonNode pooling = json.readTree(folder.resolve("1_Pooling/config.json").toFile());
    assertThat(pooling.get("word_embedding_dimension").intValue()).isEqualTo(48);
    assertThat(pooling.get("pooling_mode_cls_token").booleanValue()).isTrue();
    assertThat(pooling.get("pooling_mode_mean_tokens").booleanValue()).isFalse();
    assertThat(pooling.get("include_prompt").booleanValue()).isTrue();
    JsonNode prompts = json.readTree(folder.resolve("config_sentence_transformers.json").toFile());
    assertThat(prompts.at("/prompts/query").textValue()).isEqualTo("q: ");
    assertThat(prompts.at("/prompts/document").textValue()).isEqualTo("d: ");
    assertThat(json.readTree(folder.resolve("sentence_bert_config.json").toFile()))
        .isEqualTo(json.readTree("{\"max_seq_length\": 64, \"do_lower_case\": false}"));
    assertThat(SentenceTransformersFolder.isAt(HadoopStorage.local(), folder.toUri())).isTrue();
  }

  @Test
  void readsPromptsUnderTheirOtherNames() throws IOException {
    modules(ENCODER, POOLING);
    pooling("{\"pooling_mode\": \"mean\", \"include_prompt\": false}");
    Files.writeString(
        folder.resolve("config_sentence_transformers.json"),
        "{\"prompts\": {\"query\": \"query: \", \"passage\": \"passage: \"}}");
    assertThat(read().prompts()).isEqualTo(new SentencePrompts("query: ", "passage: ", false));
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
