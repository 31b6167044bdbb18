package dev.heddle.objectives.meap;

import dev.heddle.data.batch.SampleRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which of some places are hidden: a fixed number, uniformly chosen, all different. */
final class MaskPlaces {

  private MaskPlaces() {}

  /** How many of a length: {@code max(1, ⌊ratio · length⌋)}. */
  static int count(double ratio, int length) {
    return Math.max(1, (int) (ratio * length));
  }

  /** As many places below a bound, in random order; all of them if there are no more. */
  static int[] draw(int count, int bound, SampleRandom random) {
    int[] places = IntStream.range(0, bound).toArray();
    int drawn = Math.min(count, bound);
    for (int front = 0; front < drawn; front++) {
      int chosen = front + random.nextInt(bound - front);
      int moved = places[front];
      places[front] = places[chosen];
      places[chosen] = moved;
    }
    return Arrays.copyOf(places, drawn);
  }
}
