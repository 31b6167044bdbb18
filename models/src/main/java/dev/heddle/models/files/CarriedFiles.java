package dev.heddle.models.files;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Files that go with a model from folder to folder unread: settings of generation, and what
 * tokenizers have besides {@code tokenizer.json} and its companions.
 */
public final class CarriedFiles {
  private static final Set<String> OF_MODELS = Set.of("generation_config.json");
  private static final Set<String> OF_TOKENIZERS =
      Set.of(
          "added_tokens.json",
          "merges.txt",
          "sentencepiece.bpe.model",
          "spiece.model",
          "tokenizer.model",
          "vocab.json",
          "vocab.txt");

  private CarriedFiles() {}

  /** Those of the model in a folder. */
  public static List<FileStatus> ofModel(Storage storage, URI folder) {
    return named(OF_MODELS, storage, folder);
  }

  /** Those of the tokenizer in a folder. */
  public static List<FileStatus> ofTokenizer(Storage storage, URI folder) {
    return named(OF_TOKENIZERS, storage, folder);
  }

  static boolean isOfTokenizer(String name) {
    return OF_TOKENIZERS.contains(name);
  }

  private static List<FileStatus> named(Set<String> names, Storage storage, URI folder) {
    return storage.list(folder).stream()
        .filter(file -> !file.isFolder() && names.contains(file.name()))
        .toList();
  }
}
