package dev.heddle.jobs.prepare;

import dev.heddle.data.split.Side;
import dev.heddle.data.split.SplitRule;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.storage.Storage;
import java.io.Serializable;
import java.net.URI;
import java.util.Iterator;
import java.util.Locale;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Tokenizes and packs one partition and writes its shards, one a side, straight into the folder
 * that is being published. Every attempt has files of its own; the driver keeps those of the
 * attempt that counted and deletes the rest.
 */
final class ShardTask implements Serializable {

  private static final long serialVersionUID = 1;

  private final Storage storage;
  private final URI folder;
  private final PackingRules rules;
  private final SplitRule split;
  private final Broadcast<TokenizerFiles> tokenizer;
  private final String fingerprint;

  ShardTask(
      Storage storage,
      URI folder,
      PackingRules rules,
      SplitRule split,
      Broadcast<TokenizerFiles> tokenizer) {
    this.storage = storage;
    this.folder = folder;
    this.rules = rules;
    this.split = split;
    this.tokenizer = tokenizer;
    this.fingerprint = tokenizer.value().fingerprint();
  }

  ShardSummary run(Iterator<StoredDocument> documents) {
    Tokenizer shared = SharedTokenizers.of(tokenizer.value(), fingerprint);
    try (SideShard train = shard(Side.TRAIN, shared);
        SideShard validation = shard(Side.VALIDATION, shared)) {
      while (documents.hasNext()) {
        StoredDocument document = documents.next();
        SideShard target = document.side(split) == Side.TRAIN ? train : validation;
        target.add(document, shared);
      }
      return new ShardSummary(train.finish(), validation.finish());
    }
  }

  private SideShard shard(Side side, Tokenizer shared) {
    return new SideShard(storage, Storage.below(folder, name(side)), rules, shared);
  }

  /** A first attempt's name is the same in every run. */
  private static String name(Side side) {
    TaskContext task = TaskContext.get();
    String name = "%s-%05d".formatted(side.name().toLowerCase(Locale.ROOT), task.partitionId());
    boolean isFirst = task.stageAttemptNumber() == 0 && task.attemptNumber() == 0;
    return isFirst
        ? name + ".parquet"
        : "%s-attempt-%d.%d.parquet"
            .formatted(name, task.stageAttemptNumber(), task.attemptNumber());
  }
}
