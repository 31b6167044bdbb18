package dev.heddle.models.files;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** The files that make a tokenizer, by Hugging Face's names. */
public final class TokenizerFiles {
  private static final Set<String> NAMES =
      Set.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "chat_template.jinja");

  private TokenizerFiles() {}

  /**
   * Those that a folder has, sorted by name.
   *
   * @throws IllegalArgumentException if there is no {@code tokenizer.json}
   */
  public static List<FileStatus> in(Storage storage, URI folder) {
    List<FileStatus> files =
        storage.list(folder).stream()
            .filter(file -> !file.isFolder() && isOne(file.name()))
            .toList();
    if (files.stream().noneMatch(file -> file.name().equals("tokenizer.json"))) {
      throw new IllegalArgumentException(
          "Cannot copy tokenizer: folder="
              + folder
              + " has no tokenizer.json; name the folder that has");
    }
    return files;
  }

  private static boolean isOne(String name) {
    return NAMES.contains(name) || CarriedFiles.isOfTokenizer(name);
  }
}
