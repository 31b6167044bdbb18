package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Peers;
import dev.heddle.objectives.Sum;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.objectives.evaluation.retrieval.Bm25;
import dev.heddle.objectives.evaluation.retrieval.Ranking;
import dev.heddle.objectives.evaluation.retrieval.RetrievalScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What BM25 finds for the same queries among the same documents, read from the same tokens. Worked
 * out once, since neither changes while a model learns.
 */
final class WordSearch {

  private final TokenizerInfo tokenizer;
  private Map<String, Sum> found = Map.of();

  WordSearch(TokenizerInfo tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * The sums of this worker's queries; all workers ask for the first time in the same evaluation.
   */
  Map<String, Sum> sums(
      Candidates candidates, int[] queries, SeenRows seen, Scope scope, Peers peers) {
    if (found.isEmpty()) {
      found = search(candidates, queries, texts(seen, scope, peers));
    }
    return found;
  }

  private static Map<String, Sum> search(Candidates candidates, int[] queries, List<String> texts) {
    RetrievalScores scores = new RetrievalScores("bm25_");
    try (Bm25 index = new Bm25(Candidates.pick(texts, candidates.rows()))) {
      for (int query : queries) {
        float[] row = index.scores(texts.get(query));
        scores.add(Ranking.of(row, candidates.relevant(query)));
      }
    }
    return scores.sums();
  }

  /** The texts of all workers' rows. */
  private List<String> texts(SeenRows seen, Scope scope, Peers peers) {
    List<NDArray> own = seen.texts(scope);
    float[] lengths = peers.gather(own.get(0), scope).rows().toFloatArray();
    float[] ids = peers.gather(own.get(1), scope).rows().toFloatArray();
    List<String> texts = new ArrayList<>(lengths.length);
    int start = 0;
    for (float length : lengths) {
      int end = start + (int) length;
      texts.add(text(Arrays.copyOfRange(ids, start, end)));
      start = end;
    }
    return texts;
  }

  private String text(float[] ids) {
    int[] words = new int[ids.length];
    int count = 0;
    for (float id : ids) {
      if (!tokenizer.isSpecial((int) id)) {
        words[count++] = (int) id;
      }
    }
    return tokenizer.text(Arrays.copyOf(words, count));
  }
}
