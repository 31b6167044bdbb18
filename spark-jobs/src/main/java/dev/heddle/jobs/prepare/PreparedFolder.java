package dev.heddle.jobs.prepare;

import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.ShardException;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.FolderLock;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder that a prepared corpus has or will have. */
final class PreparedFolder {

  /** What an unfinished preparation can leave where folders are not renamed at once. */
  private static final Pattern OURS =
      Pattern.compile(
          "(train|validation)-\\d{5}.*\\.parquet|tokenizer\\.json|tokenizer_config\\.json"
              + "|special_tokens_map\\.json|chat_template\\.jinja|[._].*");

  private final Storage storage;
  private final URI folder;

  PreparedFolder(Storage storage, URI folder) {
    this.storage = storage;
    this.folder = folder;
  }

  URI uri() {
    return folder;
  }

  /**
   * What is there, if it was made from the same source.
   *
   * @param tokenizerFingerprint of the tokenizer given; empty if one is trained
   * @throws ShardException if something else is there, or a part of it is missing
   */
  Optional<PreparedCorpus> find(String sourceFingerprint, Optional<String> tokenizerFingerprint) {
    if (!storage.exists(Storage.below(folder, Manifest.FILE))) {
      return Optional.empty();
    }
    ShardSet shards = ShardSet.open(storage, folder);
    tokenizerFingerprint.ifPresent(shards::requireTokenizer);
    if (!shards.manifest().sourceFingerprint().equals(sourceFingerprint)) {
      throw new ShardException(
          "Cannot prepare: folder=%s; the shards there were made from other files or by other settings of dataset or tokenizer; name another dataset.prepared_path, or delete the folder"
              .formatted(folder));
    }
    TokenizerFiles tokenizer = PreparedCorpus.tokenizerFiles(storage, folder);
    shards.requireTokenizer(tokenizer.fingerprint());
    return Optional.of(new PreparedCorpus(folder, shards.manifest(), PreparedCorpus.Origin.FOUND));
  }

  /** Keeps other preparations away; the lock lies beside the folder, which does not exist yet. */
  FolderLock lock() {
    String path = folder.getPath().replaceAll("/+$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return storage.lock(Storage.below(parent(), "_lock-" + name));
  }

  /**
   * Makes way: deletes what unfinished preparations left. Only for the holder of the lock.
   *
   * @throws ShardException if other files are there
   */
  void clear() {
    storage.cleanTemporaries(folder);
    if (!storage.exists(folder)) {
      return;
    }
    List<String> foreign =
        storage.list(folder).stream()
            .map(FileStatus::name)
            .filter(name -> !OURS.matcher(name).matches())
            .limit(3)
            .toList();
    if (!foreign.isEmpty()) {
      throw new ShardException(
          "Cannot prepare: folder=%s; it holds other files, such as %s; name another dataset.prepared_path"
              .formatted(folder, foreign));
    }
    storage.delete(folder);
  }

  /** Deletes the shards that no manifest will name: those of attempts that did not count. */
  static void deleteUnnamed(Storage storage, URI staged, Manifest.Splits splits) {
    Set<String> named =
        Stream.of(splits.train(), splits.validation())
            .flatMap(split -> split.files().stream())
            .map(file -> file.name())
            .collect(Collectors.toSet());
    storage.list(staged).stream()
        .filter(file -> file.name().endsWith(".parquet") && !named.contains(file.name()))
        .forEach(file -> storage.delete(file.uri()));
  }

  private URI parent() {
    return folder.getPath().endsWith("/") ? folder.resolve("..") : folder.resolve(".");
  }
}
