package dev.heddle.jobs.session;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** The file systems that Spark's own settings describe. */
public final class SparkStorage {
  private static final String HADOOP = "spark.hadoop.";

  private SparkStorage() {}

  /**
   * Storage with Hadoop's configuration files on the class path and the {@code spark.hadoop.*}
   * settings above them; needs no session, so that an output folder is checked before Spark starts.
   */
  public static Storage open() {
    Map<String, String> given =
        Arrays.stream(new SparkConf().getAll())
            .filter(entry -> entry._1().startsWith(HADOOP))
            .collect(Collectors.toMap(entry -> entry._1().substring(HADOOP.length()), Tuple2::_2));
    return new HadoopStorage(given);
  }
}
