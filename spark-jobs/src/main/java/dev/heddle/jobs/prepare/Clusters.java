package dev.heddle.jobs.prepare;

import dev.heddle.data.clean.Link;
import dev.heddle.data.clean.Stars;
import dev.heddle.data.split.StableHash;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Connected components of links, by the alternating steps of {@link Stars}: the memory of a task
 * holds the neighbours of its documents, the driver two numbers a partition.
 */
final class Clusters {

  private static final int WIDTH = 2;

  private final int partitions;

  Clusters(int partitions) {
    this.partitions = partitions;
  }

  /** How many links there are, and a sum that tells sets of them apart. */
  private record Checksum(long links, long sum) implements Serializable {}

  /**
   * References of all documents but the first of each component, in the partitions of the
   * documents.
   */
  JavaRDD<LongTuples> dropped(JavaRDD<LongTuples> links) {
    JavaRDD<LongTuples> current = settled(links);
    Checksum sum = checksum(current);
    Checksum before = null;
    while (sum.links() > 0 && !sum.equals(before)) {
      JavaRDD<LongTuples> next = settled(step(current));
      before = sum;
      sum = checksum(next);
      current.unpersist(false);
      current = next;
    }
    return TupleExchange.route(current.map(Clusters::others), 1, 0, partitions);
  }

  /** Each link once, kept for the next step. */
  private JavaRDD<LongTuples> settled(JavaRDD<LongTuples> links) {
    return TupleExchange.route(links, WIDTH, 1, partitions).persist(StorageLevel.MEMORY_AND_DISK());
  }

  private JavaRDD<LongTuples> step(JavaRDD<LongTuples> links) {
    JavaRDD<LongTuples> large =
        TupleExchange.route(links.map(Clusters::bothWays), WIDTH, 0, partitions)
            .map(Clusters::largeStars);
    return TupleExchange.route(large, WIDTH, 1, partitions).map(Clusters::smallStars);
  }

  private static LongTuples bothWays(LongTuples links) {
    LongTuples both = new LongTuples(WIDTH);
    for (int row = 0; row < links.rows(); row++) {
      both.add(links, row);
      both.add(links.at(row, 1), links.at(row, 0));
    }
    return both;
  }

  /** Rows are a document and a neighbour. */
  private static LongTuples largeStars(LongTuples neighbours) {
    LongTuples links = new LongTuples(WIDTH);
    neighbours.groups(
        1,
        (start, end) ->
            addAll(links, Stars.large(neighbours.at(start, 0), column(neighbours, 1, start, end))));
    return links;
  }

  /** Rows are a neighbour before a document, and the document; in order of the neighbours. */
  private static LongTuples smallStars(LongTuples links) {
    LongTuples byDocument = new LongTuples(WIDTH);
    for (int row = 0; row < links.rows(); row++) {
      byDocument.add(links.at(row, 1), links.at(row, 0));
    }
    LongTuples sorted = byDocument.distinct();
    LongTuples stars = new LongTuples(WIDTH);
    sorted.groups(
        1,
        (start, end) ->
            addAll(stars, Stars.small(sorted.at(start, 0), column(sorted, 1, start, end))));
    return stars;
  }

  private static void addAll(LongTuples links, List<Link<Long>> more) {
    more.forEach(link -> links.add(link.kept(), link.dropped()));
  }

  private static List<Long> column(LongTuples rows, int column, int start, int end) {
    List<Long> values = new ArrayList<>(end - start);
    for (int row = start; row < end; row++) {
      values.add(rows.at(row, column));
    }
    return values;
  }

  private static LongTuples others(LongTuples links) {
    LongTuples others = new LongTuples(1);
    for (long document : links.column(1)) {
      others.add(document);
    }
    return others;
  }

  private static Checksum checksum(JavaRDD<LongTuples> links) {
    return links.map(Clusters::checksum).reduce(Clusters::sum);
  }

  private static Checksum checksum(LongTuples links) {
    long sum = 0;
    for (int row = 0; row < links.rows(); row++) {
      sum += StableHash.mix(StableHash.mix(links.at(row, 0)) ^ links.at(row, 1));
    }
    return new Checksum(links.rows(), sum);
  }

  private static Checksum sum(Checksum one, Checksum other) {
    return new Checksum(one.links + other.links, one.sum + other.sum);
  }
}
