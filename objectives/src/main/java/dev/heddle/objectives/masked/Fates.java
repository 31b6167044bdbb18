package dev.heddle.objectives.masked;

import dev.heddle.data.batch.SampleRandom;
import java.util.Arrays;

/** What the ways of selecting share. */
final class Fates {

  private Fates() {}

  static Fate[] untouched(Candidates candidates) {
    Fate[] fates = new Fate[candidates.sample().inputIds().length];
    Arrays.fill(fates, Fate.UNTOUCHED);
    return fates;
  }

  /** Selects one candidate, uniformly chosen, if there is any. */
  static void forceOne(
      Fate[] fates, Candidates candidates, ReplacementSplit split, SampleRandom random) {
    if (candidates.count() > 0) {
      int place = candidates.places()[random.nextInt(candidates.count())];
      fates[place] = split.fate(random.nextDouble(), 1);
    }
  }

  /** Moves {@code count} uniformly chosen elements to the front, in random order. */
  static <T> void shuffleFront(T[] elements, int count, SampleRandom random) {
    for (int front = 0; front < count; front++) {
      int chosen = front + random.nextInt(elements.length - front);
      T moved = elements[front];
      elements[front] = elements[chosen];
      elements[chosen] = moved;
    }
  }
}
