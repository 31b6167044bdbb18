package dev.heddle.objectives.masked;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.MaskedLanguageModel;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A few masked places of a batch, evenly spread over it, and what the model puts there.
 *
 * @param batch with hidden tokens
 * @param limit places at most
 * @param mask id of the mask token; kept and randomly replaced tokens are not shown
 */
record MaskedGuesses(MaskedBatch batch, int limit, int mask) {

  /** Tokens shown on either side of a place. */
  private static final int CONTEXT = 12;

  List<Guess> of(MaskedLanguageModel model, Scope scope) {
    int[] shown = places();
    if (shown.length == 0) {
      return List.of();
    }
    int[] rows = Arrays.stream(shown).map(place -> batch.rows()[place]).toArray();
    NDArray hidden = model.encode(batch.seen(), scope);
    Probabilities probabilities = Probabilities.of(model.logits(hidden, rows));
    return IntStream.range(0, shown.length)
        .mapToObj(index -> guess(shown[index], probabilities, index))
        .toList();
  }

  /** Indices into {@code batch.rows()}. */
  private int[] places() {
    int[] masked =
        IntStream.range(0, batch.rows().length)
            .filter(place -> batch.seen().inputIds()[batch.rows()[place]] == mask)
            .toArray();
    int count = Math.min(limit, masked.length);
    return IntStream.range(0, count)
        .map(place -> masked[(int) ((long) place * masked.length / count)])
        .toArray();
  }

  private Guess guess(int place, Probabilities probabilities, int index) {
    int best = probabilities.best(index);
    int row = batch.rows()[place];
    int[] ids = batch.seen().inputIds();
    int start = startOfSequence(row);
    int end = start + lengthOfSequence(start);
    return new Guess(
        Arrays.copyOfRange(ids, Math.max(start, row - CONTEXT), row),
        batch.labels()[place],
        best,
        Arrays.copyOfRange(ids, row + 1, Math.min(end, row + 1 + CONTEXT)),
        probabilities.of(index, best));
  }

  private int startOfSequence(int row) {
    int[] starts = batch.seen().starts();
    int found = Arrays.binarySearch(starts, row);
    return starts[found >= 0 ? found : -found - 2];
  }

  private int lengthOfSequence(int start) {
    return batch.seen().lengths()[Arrays.binarySearch(batch.seen().starts(), start)];
  }
}
