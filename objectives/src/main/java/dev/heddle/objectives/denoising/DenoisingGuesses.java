package dev.heddle.objectives.denoising;

import dev.heddle.models.LanguageModel;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Guess;
import dev.heddle.objectives.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a model writes into a few places of the targets of a batch, evenly spread over it. A place
 * is shown where it belongs in the source, behind what the target says there already.
 *
 * @param isSpecial whether a token marks a gap rather than text
 * @param end token that closes targets
 * @param limit places at most
 */
record DenoisingGuesses(Layout layout, IntPredicate isSpecial, int end, int limit) {

  /** Tokens of the source shown on either side of a place. */
  private static final int CONTEXT = 24;

  List<Guess> of(LanguageModel model, Scope scope) {
    List<Layout.Place> places = layout.places();
    int[] shown = chosen(places.size());
    int[] rows = Arrays.stream(shown).map(place -> layout.rows()[place]).toArray();
    Probabilities probabilities = Probabilities.of(model.logits(layout.hidden(scope), rows));
    return IntStream.range(0, shown.length)
        .mapToObj(index -> guess(places.get(shown[index]), probabilities, index))
        .toList();
  }

  private int[] chosen(int all) {
    int count = Math.min(limit, all);
    // From the middle of each share, so that the places do not lie at the starts of targets.
    return IntStream.range(0, count).map(i -> (int) ((2L * i + 1) * all / (2L * count))).toArray();
  }

  private Guess guess(Layout.Place place, Probabilities probabilities, int index) {
    int[] source = place.text().source();
    int[] target = place.text().target();
    int opening = opening(place);
    int gap = opening < 0 ? source.length : indexOf(target[opening], source);
    int best = probabilities.best(index);
    return new Guess(
        IntStream.concat(
                Arrays.stream(source, Math.max(0, gap - CONTEXT), gap),
                Arrays.stream(target, opening + 1, place.index()))
            .toArray(),
        place.index() < target.length ? target[place.index()] : end,
        best,
        Arrays.copyOfRange(
            source, Math.min(source.length, gap + 1), Math.min(source.length, gap + 1 + CONTEXT)),
        probabilities.of(index, best));
  }

  /** Where the target says which gap of the source it is filling; -1 where it goes on behind it. */
  private int opening(Layout.Place place) {
    int[] target = place.text().target();
    int at = place.index() - 1;
    while (at >= 0
        && !(isSpecial.test(target[at]) && indexOf(target[at], place.text().source()) >= 0)) {
      at--;
    }
    return at;
  }

  private static int indexOf(int token, int[] tokens) {
    return IntStream.range(0, tokens.length).filter(i -> tokens[i] == token).findFirst().orElse(-1);
  }
}
