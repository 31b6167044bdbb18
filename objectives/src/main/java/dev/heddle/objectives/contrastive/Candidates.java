package dev.heddle.objectives.contrastive;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The documents that queries are ranked against: each text once, in the order of the rows. The
 * relevant ones of a query are the positives of all pairs with an equal query.
 */
final class Candidates {

  /** Queries that are asked at most, those with the lowest keys, whatever the workers. */
  private static final int MOST_QUERIES = 5000;

  private final PairLayout layout;
  private final int[] queries;
  private final long highestKey;
  private final Map<Long, Integer> numbers = new LinkedHashMap<>();
  private final Map<Long, TreeSet<Integer>> relevant = new HashMap<>();
  private final int[] rows;

  Candidates(PairLayout layout) {
    this.layout = layout;
    this.queries = layout.queries();
    int[] documents = layout.documents();
    int[] firsts =
        IntStream.of(documents)
            .filter(row -> numbers.putIfAbsent(layout.keys()[row], numbers.size()) == null)
            .toArray();
    this.rows = firsts;
    long[] keys = Arrays.stream(layout.keys(queries)).sorted().toArray();
    this.highestKey = keys.length <= MOST_QUERIES ? Long.MAX_VALUE : keys[MOST_QUERIES - 1];
    int[] targets = layout.targets();
    for (int query = 0; query < queries.length; query++) {
      int number = numbers.get(layout.keys()[documents[targets[query]]]);
      relevant.computeIfAbsent(layout.keys()[queries[query]], key -> new TreeSet<>()).add(number);
    }
  }

  /** The row of each candidate. */
  int[] rows() {
    return rows.clone();
  }

  /** The rows of the queries that are asked, between two rows. */
  int[] queries(int from, int to) {
    return Arrays.stream(queries)
        .filter(row -> row >= from && row < to && layout.keys()[row] <= highestKey)
        .toArray();
  }

  /** Numbers of the candidates that answer the query of a row. */
  int[] relevant(int query) {
    return relevant.get(layout.keys()[query]).stream().mapToInt(Integer::intValue).toArray();
  }

  /** How many there are. */
  int size() {
    return rows.length;
  }

  /** Elements of a list by their rows. */
  static <T> List<T> pick(List<T> all, int[] rows) {
    return IntStream.of(rows).mapToObj(all::get).toList();
  }
}
