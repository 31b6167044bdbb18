package dev.heddle.objectives.nexttoken;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model expects after a few places of a batch, evenly spread over it.
 *
 * @param batch whose tokens are predicted
 * @param limit places at most
 */
record NextTokenGuesses(NextTokenBatch batch, int limit) {

  /** Tokens shown before a place. */
  private static final int CONTEXT = 24;

  List<Guess> of(CausalLanguageModel model, Scope scope) {
    int[] chosen = chosen();
    if (chosen.length == 0) {
      return List.of();
    }
    int[] rows = Arrays.stream(chosen).map(i -> batch.rows()[i]).toArray();
    NDArray hidden = model.encode(batch.seen(), scope);
    Probabilities probabilities = Probabilities.of(model.logits(hidden, rows));
    return IntStream.range(0, chosen.length)
        .mapToObj(i -> guess(chosen[i], probabilities, i))
        .toList();
  }

  private int[] chosen() {
    int all = batch.rows().length;
    int count = Math.min(limit, all);
    // From the middle of each share, so that the places do not lie at the starts of sequences.
    return IntStream.range(0, count).map(i -> (int) ((2L * i + 1) * all / (2L * count))).toArray();
  }

  private Guess guess(int asked, Probabilities probabilities, int index) {
    int[] ids = batch.seen().inputIds();
    int row = batch.rows()[asked];
    int found = Arrays.binarySearch(batch.seen().starts(), row);
    int start = batch.seen().starts()[found >= 0 ? found : -found - 2];
    int best = probabilities.best(index);
    return new Guess(
        Arrays.copyOfRange(ids, Math.max(start, row + 1 - CONTEXT), row + 1),
        batch.labels()[asked],
        best,
        new int[0],
        probabilities.of(index, best));
  }
}
