package dev.heddle.jobs.prepare;

import dev.heddle.data.clean.BandLinks;
import dev.heddle.data.clean.Bands;
import dev.heddle.data.clean.DeduplicationSettings;
import dev.heddle.data.clean.Link;
import dev.heddle.data.split.SplitRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * Finds documents that resemble an earlier one: band keys of MinHash signatures tell which to
 * compare, the signatures whether they are alike. Only documents that share a key with another send
 * their signature, which is a hundred times the size of a key.
 */
final class NearDuplicates {

  /** Band key and document. */
  private static final int KEYED = 2;

  private final DeduplicationSettings settings;
  private final SplitRule rule;
  private final int partitions;

  NearDuplicates(DeduplicationSettings settings, SplitRule rule, int partitions) {
    this.settings = settings;
    this.rule = rule;
    this.partitions = partitions;
  }

  /**
   * Links between documents that resemble each other: the one that comes first, then the other.
   *
   * @param sketches of the documents
   * @param dropped references not to look at, in the same partitions
   */
  JavaRDD<LongTuples> links(JavaRDD<Sketches> sketches, JavaRDD<LongTuples> dropped) {
    Bands bands = Bands.forThreshold(settings.nearThreshold(), settings.numPermutations());
    SplitRule split = rule;
    int places = settings.numPermutations();
    JavaRDD<LongTuples> keys =
        sketches.zipPartitions(
            dropped,
            (documents, gone) ->
                Arrays.asList(keys(only(documents), TupleExchange.only(gone), bands, split))
                    .iterator());
    JavaRDD<LongTuples> shared =
        TupleExchange.route(keys, KEYED, 0, partitions).map(NearDuplicates::shared);
    JavaRDD<LongTuples> signed =
        sketches.zipPartitions(
            TupleExchange.route(shared, KEYED, 1, partitions),
            (documents, matches) ->
                Arrays.asList(signed(only(documents), TupleExchange.only(matches), split, places))
                    .iterator());
    double threshold = settings.nearThreshold();
    return TupleExchange.route(signed, KEYED + packedLength(places), 0, partitions)
        .map(candidates -> compared(candidates, threshold, places));
  }

  private static int packedLength(int places) {
    return (places + 1) / 2;
  }

  private static LongTuples keys(
      Sketches partition, LongTuples dropped, Bands bands, SplitRule rule) {
    long[] gone = dropped.column(0);
    LongTuples keys = new LongTuples(KEYED);
    for (Sketches.Sketch document : partition.documents()) {
      long reference = document.reference(rule);
      if (Arrays.binarySearch(gone, reference) < 0) {
        for (long key : bands.keys(document.signature())) {
          keys.add(key, reference);
        }
      }
    }
    return keys;
  }

  private static Sketches only(Iterator<Sketches> partition) {
    Sketches sketches = partition.next();
    if (partition.hasNext()) {
      throw new IllegalStateException("Cannot sketch a corpus: a partition has two sketches");
    }
    return sketches;
  }

  /** The rows whose key another document has too. */
  private static LongTuples shared(LongTuples keys) {
    LongTuples shared = new LongTuples(KEYED);
    keys.groups(
        1,
        (start, end) -> {
          for (int row = start; row < end && end - start > 1; row++) {
            shared.add(keys, row);
          }
        });
    return shared;
  }

  private static LongTuples signed(
      Sketches partition, LongTuples shared, SplitRule rule, int places) {
    Map<Long, int[]> signatures = new HashMap<>();
    if (shared.rows() > 0) {
      partition.documents().forEach(one -> signatures.put(one.reference(rule), one.signature()));
    }
    LongTuples signed = new LongTuples(KEYED + packedLength(places));
    for (int row = 0; row < shared.rows(); row++) {
      long[] packed = packed(signatures.get(shared.at(row, 1)));
      long[] tuple = new long[signed.width()];
      tuple[0] = shared.at(row, 0);
      tuple[1] = shared.at(row, 1);
      System.arraycopy(packed, 0, tuple, KEYED, packed.length);
      signed.add(tuple);
    }
    return signed;
  }

  private static LongTuples compared(LongTuples candidates, double threshold, int places) {
    LongTuples links = new LongTuples(2);
    candidates.groups(
        1,
        (start, end) -> {
          BandLinks<Long> band = new BandLinks<>(threshold);
          for (int row = start; row < end; row++) {
            Optional<Link<Long>> link =
                band.offer(candidates.at(row, 1), signature(candidates, row, places));
            link.ifPresent(found -> links.add(found.kept(), found.dropped()));
          }
        });
    return links;
  }

  /** Two places of a signature in each long. */
  private static long[] packed(int[] signature) {
    long[] packed = new long[packedLength(signature.length)];
    for (int i = 0; i < signature.length; i++) {
      packed[i / 2] |= (signature[i] & 0xFFFF_FFFFL) << (32 * (i & 1));
    }
    return packed;
  }

  private static int[] signature(LongTuples candidates, int row, int places) {
    int[] signature = new int[places];
    for (int i = 0; i < places; i++) {
      signature[i] = (int) (candidates.at(row, KEYED + i / 2) >>> (32 * (i & 1)));
    }
    return signature;
  }
}
