package dev.heddle.jobs.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.heddle.configs.RunFile;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.Split;
import dev.heddle.jobs.prepare.PreparedCorpus;
import dev.heddle.jobs.run.PrepareStep;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkSessions;
import dev.heddle.jobs.session.SparkStorage;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;

/** {@code heddle prepare}. */
@Command(
    name = "prepare",
    description = "Makes the runs that a run needs and the token shards, unless they are there.")
public final class PrepareCommand extends RunCommand {

  /**
   * The last line of {@code heddle prepare}.
   *
   * @param preparedPath where the shards are
   * @param made now; false if they were there
   * @param train what the training split holds
   * @param validation what is held out
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Summary(String preparedPath, boolean made, Counts train, Counts validation) {}

  /** A split in numbers. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Counts(long documents, long packs, long tokens, double unusedCapacity) {
    static Counts of(Split split) {
      return new Counts(split.documents(), split.packs(), split.tokens(), split.unusedCapacity());
    }
  }

  @Override
  Object run(RunFile file, RunSettings settings) {
    makeNeeds(file, settings);
    try (JavaSparkContext spark = SparkSessions.open(settings.title(), 1)) {
      PreparedCorpus corpus = new PrepareStep(settings, SparkStorage.open()).run(spark);
      Manifest.Splits splits = corpus.manifest().splits();
      return new Summary(
          corpus.folder().toString(),
          corpus.origin() == PreparedCorpus.Origin.MADE,
          Counts.of(splits.train()),
          Counts.of(splits.validation()));
    }
  }
}
