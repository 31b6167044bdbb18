package dev.heddle.jobs.prepare;

import dev.heddle.data.examples.ExampleContext;
import dev.heddle.data.examples.Examples;
import dev.heddle.data.source.Tally;
import dev.heddle.data.split.Side;
import dev.heddle.data.split.SplitRule;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.storage.Storage;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Makes the samples of one partition and writes its shards, one a side, straight into the folder
 * that is being published. Every attempt has files of its own; the driver keeps those of the
 * attempt that counted and deletes the rest.
 */
final class ShardTask implements Serializable {

  private static final long serialVersionUID = 1;

  private final Storage storage;
  private final URI folder;
  private final Examples examples;
  private final ArrayList<String> labels;
  private final SplitRule split;
  private final Broadcast<TokenizerFiles> tokenizer;
  private final String fingerprint;

  ShardTask(
      Storage storage,
      URI folder,
      Examples examples,
      List<String> labels,
      SplitRule split,
      Broadcast<TokenizerFiles> tokenizer) {
    this.storage = storage;
    this.folder = folder;
    this.examples = examples;
    this.labels = new ArrayList<>(labels);
    this.split = split;
    this.tokenizer = tokenizer;
    this.fingerprint = tokenizer.value().fingerprint();
  }

  ShardSummary run(Iterator<StoredDocument> documents) {
    TokenizerFiles files = tokenizer.value();
    Tally tally = new Tally();
    ExampleContext context =
        new ExampleContext(SharedTokenizers.of(files, fingerprint), files, labels, tally);
    try (SideShard train = shard(Side.TRAIN, context);
        SideShard validation = shard(Side.VALIDATION, context)) {
      while (documents.hasNext()) {
        StoredDocument document = documents.next();
        SideShard target = document.side(split) == Side.TRAIN ? train : validation;
        target.add(document);
      }
      return new ShardSummary(train.finish(), validation.finish(), tally);
    }
  }

  private SideShard shard(Side side, ExampleContext context) {
    return new SideShard(storage, Storage.below(folder, name(side)), examples, context);
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
