package dev.heddle.objectives;

import dev.heddle.data.shard.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * What objectives know of the data.
 *
 * @param tokenizer what made its ids
 * @param labels names of the classes in the order of their numbers; empty for text without labels
 * @param manifest of the shards; empty for texts that no preparation has seen
 */
public record DataInfo(TokenizerInfo tokenizer, List<String> labels, Optional<Manifest> manifest) {

  /** Copies the list. */
  public DataInfo {
    labels = List.copyOf(labels);
  }

  /** Of texts that no preparation has seen. */
  public DataInfo(TokenizerInfo tokenizer, List<String> labels) {
    this(tokenizer, labels, Optional.empty());
  }

  /** Of prepared shards. */
  public static DataInfo of(TokenizerInfo tokenizer, Manifest manifest) {
    return new DataInfo(tokenizer, manifest.labels(), Optional.of(manifest));
  }
}
