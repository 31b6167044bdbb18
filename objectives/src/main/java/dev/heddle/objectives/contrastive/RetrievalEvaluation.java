package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.SplitEvaluation;
import dev.heddle.objectives.Step;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.evaluation.retrieval.Ranking;
import dev.heddle.objectives.evaluation.retrieval.RetrievalScores;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ranks all documents of the validation split for each of its queries. Every worker ranks for its
 * own queries, against the documents of all workers.
 */
final class RetrievalEvaluation implements SplitEvaluation<PairBatch> {

  /** Queries that are scored at a time. */
  private static final int CHUNK = 256;

  private static final String CHANCE = "chance_mrr";

  private final Contrastive objective;
  private final WordSearch words;
  private final SeenRows seen = new SeenRows();

  RetrievalEvaluation(Contrastive objective, WordSearch words) {
    this.objective = objective;
    this.words = words;
  }

  @Override
  public LossSums step(PairBatch batch, Step step) {
    NDArray vectors = objective.vectors(batch, step);
    seen.add(batch, vectors);
    return objective.compare(batch, vectors, step);
  }

  @Override
  public Map<String, Sum> finish(Step step, Peers peers) {
    int width = step.model().width();
    Peers.Gathered gathered = peers.gather(seen.rows(width, step.scope()), step.scope());
    Kernels kernels = step.model().engine().kernels();
    NDArray vectors = kernels.call("columns_until", gathered.rows(), width);
    NDArray described = kernels.call("columns_from", gathered.rows(), width);
    Candidates candidates = new Candidates(PairLayout.of(described.toFloatArray()));
    int[] queries = candidates.queries(gathered.first(), gathered.first() + seen.count());
    Map<String, Sum> sums = new LinkedHashMap<>(ranked(candidates, queries, vectors, step));
    sums.put("candidates", ofEach(candidates.size(), queries));
    double chance = RetrievalScores.chance(candidates.size()).sums().get(CHANCE).mean();
    sums.put(CHANCE, ofEach(chance, queries));
    sums.putAll(words.sums(candidates, queries, seen, step.scope(), peers));
    return sums;
  }

  private static Sum ofEach(double value, int[] queries) {
    return new Sum(value * queries.length, queries.length);
  }

  private static Map<String, Sum> ranked(
      Candidates candidates, int[] queries, NDArray vectors, Step step) {
    RetrievalScores scores = new RetrievalScores("");
    Kernels kernels = step.model().engine().kernels();
    NDArray documents = rows(vectors, candidates.rows(), kernels, step.scope());
    for (int first = 0; first < queries.length; first += CHUNK) {
      int[] chunk = Arrays.copyOfRange(queries, first, Math.min(queries.length, first + CHUNK));
      try (Scope inner = step.scope().inner()) {
        NDArray asked = inner.adopt(rows(vectors, chunk, kernels, inner));
        float[] flat = inner.adopt(kernels.call("cosines", asked, documents)).toFloatArray();
        for (int query = 0; query < chunk.length; query++) {
          int start = query * candidates.size();
          float[] row = Arrays.copyOfRange(flat, start, start + candidates.size());
          scores.add(Ranking.of(row, candidates.relevant(chunk[query])));
        }
      }
    }
    return scores.sums();
  }

  private static NDArray rows(NDArray vectors, int[] rows, Kernels kernels, Scope scope) {
    return kernels.call("select_rows", scope.longs(rows, rows.length), vectors);
  }
}
