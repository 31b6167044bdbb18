package dev.heddle.objectives.masked;

import dev.heddle.data.batch.SampleRandom;
import java.util.Arrays;

/**
 * Selects {@code min(limit, max(1, round(q·n)))} distinct candidates of n, as the first BERT did;
 * halves are rounded to even.
 *
 * @param limit selected tokens of a pack at most
 */
record ExactCountSelection(int limit) implements Selection {

  @Override
  public Fate[] select(
      Candidates candidates, double q, ReplacementSplit split, SampleRandom random) {
    Fate[] fates = Fates.untouched(candidates);
    Integer[] places = Arrays.stream(candidates.places()).boxed().toArray(Integer[]::new);
    int count = Math.min(places.length, count(places.length, q));
    Fates.shuffleFront(places, count, random);
    for (int chosen = 0; chosen < count; chosen++) {
      fates[places[chosen]] = split.fate(random.nextDouble(), 1);
    }
    return fates;
  }

  /** Tokens to select among n candidates. */
  int count(int candidates, double q) {
    return Math.min(limit, Math.max(1, (int) Math.rint(q * candidates)));
  }
}
