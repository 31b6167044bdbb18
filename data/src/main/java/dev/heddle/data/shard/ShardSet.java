package dev.heddle.data.shard;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prepared data in a folder: a manifest and the shards it names. Safe for many threads. */
public final class ShardSet {

  private final Storage storage;
  private final URI folder;
  private final Manifest manifest;

  private ShardSet(Storage storage, URI folder, Manifest manifest) {
    this.storage = storage;
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Opens a folder after a check that costs one listing: the schema is ours, and each shard is
   * there with the length that the manifest tells.
   *
   * @throws ShardException naming the first file that is not
   */
  public static ShardSet open(Storage storage, URI folder) {
    ShardSet shards = new ShardSet(storage, folder, Manifest.read(storage, folder));
    shards.requireLengths();
    return shards;
  }

  public Manifest manifest() {
    return manifest;
  }

  public ShardSplit train() {
    return new ShardSplit(storage, folder, manifest, manifest.splits().train());
  }

  public ShardSplit validation() {
    return new ShardSplit(storage, folder, manifest, manifest.splits().validation());
  }

  /**
   * Starts to write the same samples with more columns.
   *
   * @param target an empty folder, or one that does not exist
   */
  public WiderShards widened(URI target, List<SampleColumn> added) {
    return new WiderShards(storage, this, target, added);
  }

  /** The split that a file belongs to. */
  ShardSplit splitOf(ShardFile file) {
    return manifest.splits().train().files().contains(file) ? train() : validation();
  }

  /**
   * Checks that the ids mean what the caller's tokenizer means.
   *
   * @return this
   */
  public ShardSet requireTokenizer(String fingerprint) {
    if (!manifest.tokenizerFingerprint().equals(fingerprint)) {
      throw new ShardException(
          ("Cannot use shards: folder=%s was made with tokenizer %s, this run has %s; use that"
                  + " tokenizer, prepare again, or choose another dataset.prepared_path")
              .formatted(folder, manifest.tokenizerFingerprint(), fingerprint));
    }
    return this;
  }

  /**
   * Reads every byte of every shard and compares checksums.
   *
   * @throws ShardException naming the first file that differs
   */
  public void verify() {
    for (ShardFile file : files()) {
      URI uri = Storage.below(folder, file.name());
      String found = Sha256.of(storage, uri);
      if (!found.equals(file.sha256())) {
        throw Altered.checksum(uri, file.sha256(), found);
      }
    }
  }

  private void requireLengths() {
    Map<String, Long> lengths =
        storage.list(folder).stream()
            .collect(Collectors.toMap(FileStatus::name, FileStatus::length));
    for (ShardFile file : files()) {
      URI uri = Storage.below(folder, file.name());
      Long found = lengths.get(file.name());
      if (found == null) {
        throw Altered.missing(uri);
      }
      if (found != file.length()) {
        throw Altered.length(uri, file.length(), found);
      }
    }
  }

  private List<ShardFile> files() {
    return Stream.of(manifest.splits().train(), manifest.splits().validation())
        .flatMap(split -> split.files().stream())
        .toList();
  }
}
