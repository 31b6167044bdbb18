package dev.heddle.jobs.prepare;

import dev.heddle.data.clean.Fingerprint;
import dev.heddle.data.split.SplitRule;
import org.apache.spark.api.java.JavaRDD;

/**
 * Finds documents whose text, or a part that no two may have in common, is the same but for white
 * space. A document that shares one part with a lesser one and another with a greater one takes the
 * place of neither: it goes, and so does the greater.
 */
final class ExactDuplicates {

  /** High and low half of the fingerprint, then the document. */
  private static final int WIDTH = 3;

  private final SplitRule rule;
  private final int partitions;

  ExactDuplicates(SplitRule rule, int partitions) {
    this.rule = rule;
    this.partitions = partitions;
  }

  /** References of all copies but the least of each, in the partitions of the documents. */
  JavaRDD<LongTuples> find(JavaRDD<Sketches> sketches) {
    SplitRule split = rule;
    JavaRDD<LongTuples> fingerprints = sketches.map(partition -> fingerprints(partition, split));
    JavaRDD<LongTuples> copies =
        TupleExchange.route(fingerprints, WIDTH, 0, partitions).map(ExactDuplicates::copies);
    return TupleExchange.route(copies, 1, 0, partitions);
  }

  private static LongTuples fingerprints(Sketches partition, SplitRule rule) {
    LongTuples fingerprints = new LongTuples(WIDTH);
    for (Sketches.Sketch document : partition.documents()) {
      long reference = document.reference(rule);
      for (Fingerprint fingerprint : document.fingerprints()) {
        fingerprints.add(fingerprint.high(), fingerprint.low(), reference);
      }
    }
    return fingerprints;
  }

  private static LongTuples copies(LongTuples fingerprints) {
    LongTuples copies = new LongTuples(1);
    fingerprints.groups(
        2,
        (start, end) -> {
          for (int row = start + 1; row < end; row++) {
            copies.add(fingerprints.at(row, 2));
          }
        });
    return copies;
  }
}
