package dev.heddle.objectives.evaluation.retrieval;

import dev.heddle.objectives.Sum;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of rankings as sums over queries: recall at 1 and 10, the mean reciprocal rank, and nDCG
 * at 10. Queries without a relevant document are left out of all of them and counted apart.
 */
public final class RetrievalScores {

  private static final int CUT = 10;
  private static final Map<String, ToDoubleFunction<Ranking>> METRICS = metrics();

  private final String prefix;
  private final Map<String, Sum> sums = new LinkedHashMap<>();

  /**
   * Scores of no query.
   *
   * @param prefix of the metrics' names
   */
  public RetrievalScores(String prefix) {
    this.prefix = prefix;
    METRICS.keySet().forEach(name -> sums.put(prefix + name, Sum.ZERO));
  }

  /** Adds a query. */
  public void add(Ranking ranking) {
    if (ranking.isJudged()) {
      METRICS.forEach(
          (name, metric) ->
              sums.merge(prefix + name, new Sum(metric.applyAsDouble(ranking), 1), Sum::plus));
    }
  }

  /** The sums by name. */
  public Map<String, Sum> sums() {
    return new LinkedHashMap<>(sums);
  }

  /**
   * What a random order gives on average, for queries that have one relevant document.
   *
   * @param documents how many there are
   */
  public static RetrievalScores chance(int documents) {
    RetrievalScores scores = new RetrievalScores("chance_");
    for (int rank = 1; rank <= documents; rank++) {
      scores.add(new Ranking(new int[] {rank}, new int[] {1}));
    }
    return scores;
  }

  private static Map<String, ToDoubleFunction<Ranking>> metrics() {
    Map<String, ToDoubleFunction<Ranking>> metrics = new LinkedHashMap<>();
    metrics.put("recall_at_1", ranking -> ranking.recallAt(1));
    metrics.put("recall_at_10", ranking -> ranking.recallAt(CUT));
    metrics.put("mrr", Ranking::reciprocalRank);
    metrics.put("ndcg_at_10", ranking -> ranking.ndcgAt(CUT));
    return metrics;
  }
}
