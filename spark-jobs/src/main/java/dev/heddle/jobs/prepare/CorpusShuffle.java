package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.clean.Cleaner;
import dev.heddle.data.examples.Examples;
import dev.heddle.data.source.CorpusReader;
import dev.heddle.data.source.SourceFile;
import dev.heddle.storage.Storage;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/**
 * Reads and cleans a corpus and gives every document its place. What comes out is read several
 * times, each time from the shuffle's files: Spark keeps those as long as the result is in use, so
 * the corpus itself is read once.
 */
final class CorpusShuffle {

  private final Storage storage;
  private final DatasetSettings dataset;
  private final Examples examples;

  CorpusShuffle(Storage storage, DatasetSettings dataset, Examples examples) {
    this.storage = storage;
    this.dataset = dataset;
    this.examples = examples;
  }

  /** Tallies first, then documents in ascending order of their references, in every partition. */
  JavaPairRDD<Long, Serializable> shuffle(JavaSparkContext spark, CorpusPartitions plan) {
    CorpusReader reader = new CorpusReader(storage, dataset.reading(examples));
    Cleaner cleaner = new Cleaner(dataset.cleaning());
    return spark
        .parallelize(plan.readTasks(), plan.readTasks().size())
        .mapPartitionsToPair(tasks -> documents(tasks, reader, cleaner))
        .repartitionAndSortWithinPartitions(new ByReference(plan.partitions()));
  }

  private static Iterator<Tuple2<Long, Serializable>> documents(
      Iterator<List<SourceFile>> tasks, CorpusReader reader, Cleaner cleaner) {
    TaskContext context = TaskContext.get();
    CleanedDocuments documents =
        new CleanedDocuments(context.partitionId(), tasks.next().iterator(), reader, cleaner);
    context.addTaskCompletionListener((TaskCompletionListener) done -> documents.close());
    return documents;
  }

  /** Documents by their reference, tallies evenly by their number. */
  private static final class ByReference extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int partitions;

    ByReference(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return DocumentReference.partition((Long) key, partitions);
    }
  }
}
