package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFilesTest {

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path folder;

  @Test
  void takesTheFilesOfATokenizerAndNothingElse() throws IOException {
    for (String name :
        new String[] {
          "vocab.txt", "tokenizer_config.json", "tokenizer.json", "model.safetensors", "config.json"
        }) {
      Files.writeString(folder.resolve(name), "{}");
    }
    Files.createDirectory(folder.resolve("merges.txt"));

    assertThat(TokenizerFiles.in(storage, folder.toUri()))
        .extracting(FileStatus::name)
        .containsExactly("tokenizer.json", "tokenizer_config.json", "vocab.txt");
  }

  @Test
  void asksForTheOneFileThatMustBeThere() throws IOException {
    Files.writeString(folder.resolve("vocab.txt"), "a");

    assertThatThrownBy(() -> TokenizerFiles.in(storage, folder.toUri()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot copy tokenizer: folder=%s has no tokenizer.json; name the folder that has",
            folder.toUri());
  }
}
