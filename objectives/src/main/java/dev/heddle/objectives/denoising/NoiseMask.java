package dev.heddle.objectives.denoising;

import dev.heddle.data.batch.SampleRandom;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Which tokens of a text are noise, as T5's {@code random_spans_noise_mask} draws it. Noise and
 * kept tokens are each divided into as many segments as there are spans, every division being
 * equally likely, and the segments take turns. A text so begins with kept tokens and ends with
 * noise, and its last tokens are noise far more often than its first; with few spans rolling is
 * what helps.
 */
final class NoiseMask {

  private NoiseMask() {}

  /** Whether the mask is turned by a random number of tokens. */
  enum Roll {
    NEVER,
    RANDOM
  }

  /**
   * A mask.
   *
   * @param tokens of the text
   * @param counts for a text of so many tokens
   * @return {@code [tokens]}, true for noise; a text of one token has none
   */
  static boolean[] draw(
      int tokens, SpanCounts counts, Roll roll, Function<String, SampleRandom> random) {
    int[] noise = segments(counts.noise(), counts.spans(), random.apply("noise-spans"));
    int[] kept = segments(counts.kept(), counts.spans(), random.apply("kept-spans"));
    boolean[] mask = interleaved(kept, noise, counts.tokens());
    if (roll == Roll.RANDOM) {
      mask = rolled(mask, random.apply("span-roll").nextInt(mask.length));
    }
    return Arrays.copyOf(mask, tokens);
  }

  /** Kept, noise, kept, noise, … */
  static boolean[] interleaved(int[] kept, int[] noise, int tokens) {
    boolean[] mask = new boolean[tokens];
    int end = 0;
    for (int span = 0; span < noise.length; span++) {
      int start = end + kept[span];
      end = start + noise[span];
      Arrays.fill(mask, start, end, true);
    }
    return mask;
  }

  /**
   * Divides items into segments of at least one: shuffled flags say which items but the first start
   * a segment.
   */
  static int[] segments(int items, int count, SampleRandom random) {
    boolean[] starts = new boolean[items - 1];
    Arrays.fill(starts, 0, count - 1, true);
    shuffle(starts, random);
    int[] lengths = new int[count];
    lengths[0] = 1;
    int segment = 0;
    for (boolean isStart : starts) {
      segment += isStart ? 1 : 0;
      lengths[segment]++;
    }
    return lengths;
  }

  private static void shuffle(boolean[] flags, SampleRandom random) {
    for (int last = flags.length - 1; last > 0; last--) {
      int chosen = random.nextInt(last + 1);
      boolean moved = flags[last];
      flags[last] = flags[chosen];
      flags[chosen] = moved;
    }
  }

  private static boolean[] rolled(boolean[] mask, int offset) {
    boolean[] rolled = new boolean[mask.length];
    for (int place = 0; place < mask.length; place++) {
      rolled[(place + offset) % mask.length] = mask[place];
    }
    return rolled;
  }
}
