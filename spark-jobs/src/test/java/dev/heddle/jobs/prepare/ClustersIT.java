package dev.heddle.jobs.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From links spread over partitions to the documents that go. */
class ClustersIT {

  private static final int PARTITIONS = 3;
  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark = Corpora.spark("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void nothingIsDroppedWhereNothingIsLinked() {
    assertThat(dropped(List.of())).isEmpty();
  }

  /** A chain, a star and a ring, by hand. */
  @Test
  void theFirstOfEachComponentStays() {
    assertThat(
            dropped(
                List.of(
                    link(3, 4),
                    link(1, 2),
                    link(2, 3), // chain from 1
                    link(10, 13),
                    link(10, 11),
                    link(10, 12), // star around 10
                    link(20, 21),
                    link(21, 22),
                    link(20, 22), // ring
                    link(20, 21)))) // told twice
        .containsExactly(2L, 3L, 4L, 11L, 12L, 13L, 21L, 22L);
  }

  @Test
  void longChainsEndAtTheirFirstDocument() {
    List<long[]> links = new ArrayList<>();
    TreeSet<Long> expected = new TreeSet<>();
    for (long document = 1; document < 300; document++) {
      links.add(link(document - 1, document));
      expected.add(document);
    }
    Collections.shuffle(links, new Random(1));

    assertThat(dropped(links)).containsExactlyElementsOf(expected);
  }

  /** Compared with labels handed along the links until nothing changes. */
  @Test
  void findsTheComponentsOfARandomGraph() {
    Random random = new Random(5);
    List<long[]> links = new ArrayList<>();
    while (links.size() < 150) {
      long one = random.nextInt(250);
      long other = random.nextInt(250);
      if (one != other) {
        links.add(link(Math.min(one, other), Math.max(one, other)));
      }
    }
    Map<Long, Long> labels = labels(links);
    List<Long> expected =
        labels.keySet().stream().filter(node -> !labels.get(node).equals(node)).toList();
    assertThat(expected).hasSizeBetween(50, 200);

    assertThat(dropped(links)).isEqualTo(expected);
  }

  @Test
  void eachReferenceLiesInThePartitionOfItsDocument() {
    List<LongTuples> partitions =
        new Clusters(PARTITIONS)
            .dropped(tables(List.of(link(1, 2), link(1, 3), link(1, 4), link(5, 9))))
            .collect();

    assertThat(partitions).hasSize(PARTITIONS);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (long document : partitions.get(partition).column(0)) {
        assertThat(DocumentReference.partition(document, PARTITIONS)).isEqualTo(partition);
      }
    }
  }

  /** Sorted; a document that came twice would be here twice. */
  private static List<Long> dropped(List<long[]> links) {
    return new Clusters(PARTITIONS)
        .dropped(tables(links)).collect().stream()
            .flatMap(table -> Arrays.stream(table.column(0)).boxed())
            .sorted()
            .toList();
  }

  private static JavaRDD<LongTuples> tables(List<long[]> links) {
    List<LongTuples> tables = new ArrayList<>();
    for (int part = 0; part < PARTITIONS; part++) {
      LongTuples table = new LongTuples(2);
      for (int i = part; i < links.size(); i += PARTITIONS) {
        table.add(links.get(i));
      }
      tables.add(table);
    }
    return spark.parallelize(tables, PARTITIONS);
  }

  private static Map<Long, Long> labels(List<long[]> links) {
    Map<Long, Long> labels = new TreeMap<>();
    links.forEach(link -> Arrays.stream(link).forEach(node -> labels.put(node, node)));
    for (int round = 0; round < labels.size(); round++) {
      for (long[] link : links) {
        long least = Math.min(labels.get(link[0]), labels.get(link[1]));
        labels.put(link[0], least);
        labels.put(link[1], least);
      }
    }
    return labels;
  }

  private static long[] link(long kept, long dropped) {
    return new long[] {kept, dropped};
  }
}
