package dev.heddle.jobs.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.RunFile;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.TokenizerSettings;
import dev.heddle.data.chat.ChatException;
import dev.heddle.data.examples.ChatForm;
import dev.heddle.data.examples.ExampleForms;
import dev.heddle.data.source.CorpusException;
import dev.heddle.data.tokenize.BpeTrainer;
import dev.heddle.data.tokenize.ByteLevelBpeFiles;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokenizer of conversations: what {@code dataset.chat_template} makes of it. */
class ChatTokenizerTest {

  private static final Storage STORAGE = HadoopStorage.local();

  @TempDir Path folder;

  private record Section(DatasetSettings dataset) {}

  @Test
  void aBuiltInTemplateBringsItsTokens() throws IOException {
    CorpusTokenizer found = tokenizer("chat_template: chatml", Optional.of(plain()));
    TokenizerFiles files = found.given().orElseThrow();
    assertThat(files.chatTemplateText().orElseThrow()).contains("<|im_start|>");
    assertThat(files.specialTexts()).containsEntry("eos_token", "<|im_end|>");
    try (Tokenizer tokenizer = NativeTokenizer.load(files)) {
      assertThat(tokenizer.encode("<|im_start|><|im_end|>")).containsExactly(261, 262);
    }
  }

  @Test
  void aTrainedTokenizerGetsThemAsWell() throws IOException {
    CorpusTokenizer found = tokenizer("chat_template: chatml", Optional.empty());
    assertThat(found.given()).isEmpty();
    TokenizerFiles files = found.completed(plain());
    assertThat(files.chatTemplateText()).isEqualTo(found.chatTemplate());
    assertThat(files.vocabularySize()).isEqualTo(263);
  }

  @Test
  void aFileReplacesTheTokenizersOwnTemplate() throws IOException {
    Path file = Files.writeString(folder.resolve("own.jinja"), "{{ messages[0].content }}");
    TokenizerFiles own = plain().withChatTemplate("old");
    assertThat(tokenizer("chat_template: " + file, Optional.of(own)).chatTemplate())
        .contains("{{ messages[0].content }}");
    assertThat(tokenizer("min_characters: 1", Optional.of(own)).chatTemplate()).contains("old");
  }

  @Test
  void withoutATemplateNothingIsRead() {
    assertThatThrownBy(() -> tokenizer("min_characters: 1", Optional.of(plain())))
        .isInstanceOf(ChatException.class)
        .hasMessageContaining(
            "the tokenizer has no chat template; set dataset.chat_template to one of chatml,"
                + " alpaca");
    assertThatThrownBy(() -> tokenizer("min_characters: 1", Optional.empty()))
        .isInstanceOf(ChatException.class);
    assertThatThrownBy(() -> tokenizer("chat_template: chat_ml", Optional.of(plain())))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "Cannot prepare: dataset.chat_template=chat_ml; it is neither one of chatml, alpaca nor"
                + " a file; correct the name");
  }

  private CorpusTokenizer tokenizer(String line, Optional<TokenizerFiles> given)
      throws IOException {
    Path place = folder.resolve("tokenizer");
    given.ifPresent(files -> files.write(STORAGE, place.toUri()));
    Path run = folder.resolve("run.yaml");
    Files.writeString(run, "dataset:\n  path: corpus\n  " + line + "\n");
    DatasetSettings dataset = RunFile.load(run, List.of(), Map.of()).bind(Section.class).dataset();
    TokenizerSettings training = new TokenizerSettings(Optional.empty(), 300, 2, 1000);
    TokenizerSettings settings = given.isPresent() ? training.orAt(place.toString()) : training;
    return CorpusTokenizer.of(
        new PrepareRequest(dataset, settings, ExampleForms.choose(ChatForm.NAME, Optional.empty())),
        STORAGE);
  }

  /** The bytes and five special tokens: 261 in all. */
  private static TokenizerFiles plain() {
    List<String> special = ByteLevelBpeFiles.specialTokens();
    BpeTrainer trainer = new BpeTrainer(special.size() + 256, 1, special);
    return ByteLevelBpeFiles.of(trainer.train(Map.of()), 32);
  }
}
