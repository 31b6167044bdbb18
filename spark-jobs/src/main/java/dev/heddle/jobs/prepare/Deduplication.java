package dev.heddle.jobs.prepare;

import dev.heddle.data.clean.DeduplicationSettings;
import dev.heddle.data.clean.DropReason;
import dev.heddle.data.source.Tally;
import dev.heddle.data.split.SplitRule;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/** Decides which documents are left out as copies of others. */
final class Deduplication {

  private final DeduplicationSettings settings;
  private final SplitRule rule;
  private final Tally tally;

  /**
   * @param tally where the copies are counted
   */
  Deduplication(DeduplicationSettings settings, SplitRule rule, Tally tally) {
    this.settings = settings;
    this.rule = rule;
    this.tally = tally;
  }

  /** References of all copies, in ascending order, in the partitions of the documents. */
  JavaRDD<LongTuples> dropped(JavaRDD<Sketches> sketches) {
    int partitions = sketches.getNumPartitions();
    JavaRDD<LongTuples> exact = nothing(sketches);
    if (settings.exact()) {
      exact =
          counted(DropReason.EXACT_DUPLICATE, new ExactDuplicates(rule, partitions).find(sketches));
    }
    if (!settings.near()) {
      return exact;
    }
    JavaRDD<LongTuples> links =
        new NearDuplicates(settings, rule, partitions).links(sketches, exact);
    JavaRDD<LongTuples> near =
        counted(DropReason.NEAR_DUPLICATE, new Clusters(partitions).dropped(links));
    return exact
        .zipPartitions(
            near, (one, other) -> union(TupleExchange.only(one), TupleExchange.only(other)))
        .cache();
  }

  private JavaRDD<LongTuples> counted(DropReason reason, JavaRDD<LongTuples> found) {
    JavaRDD<LongTuples> kept = found.persist(StorageLevel.MEMORY_AND_DISK());
    tally.add(reason.countName(), kept.map(rows -> (long) rows.rows()).reduce(Long::sum));
    return kept;
  }

  private static JavaRDD<LongTuples> nothing(JavaRDD<Sketches> sketches) {
    return sketches.map(partition -> new LongTuples(1));
  }

  private static Iterator<LongTuples> union(LongTuples one, LongTuples other) {
    LongTuples union = new LongTuples(1);
    union.addAll(one);
    union.addAll(other);
    return Collections.singleton(union.distinct()).iterator();
  }
}
