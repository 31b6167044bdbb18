package dev.heddle.jobs.prepare;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Sends rows to the partition that one of their columns hashes to. Tables of tuples are kept one a
 * partition, so that two with the same partitioning can be put side by side.
 */
final class TupleExchange {

  private TupleExchange() {}

  /**
   * The rows of all partitions, each in the partition of its column's value, in order and each
   * once.
   *
   * @param tables one a partition, all of one width
   */
  static JavaRDD<LongTuples> route(
      JavaRDD<LongTuples> tables, int width, int column, int partitions) {
    return tables
        .flatMapToPair(table -> parts(table, column, partitions))
        .partitionBy(new ByNumber(partitions))
        .mapPartitions(parts -> List.of(joined(parts, width)).iterator(), true);
  }

  /** The one table of a partition; Spark frees its block only once the iterator has ended. */
  static LongTuples only(Iterator<LongTuples> partition) {
    LongTuples table = partition.next();
    if (partition.hasNext()) {
      throw new IllegalStateException("Cannot put tables side by side: a partition holds two");
    }
    return table;
  }

  private static Iterator<Tuple2<Integer, LongTuples>> parts(
      LongTuples table, int column, int partitions) {
    LongTuples[] parts = new LongTuples[partitions];
    for (int row = 0; row < table.rows(); row++) {
      int target = DocumentReference.partition(table.at(row, column), partitions);
      if (parts[target] == null) {
        parts[target] = new LongTuples(table.width());
      }
      parts[target].add(table, row);
    }
    List<Tuple2<Integer, LongTuples>> addressed = new ArrayList<>();
    for (int target = 0; target < partitions; target++) {
      if (parts[target] != null) {
        addressed.add(new Tuple2<>(target, parts[target].trimmed()));
      }
    }
    return addressed.iterator();
  }

  private static LongTuples joined(Iterator<Tuple2<Integer, LongTuples>> parts, int width) {
    LongTuples joined = new LongTuples(width);
    parts.forEachRemaining(part -> joined.addAll(part._2()));
    return joined.distinct();
  }

  /** The key is the number of the partition. */
  private static final class ByNumber extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int partitions;

    ByNumber(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }
  }
}
