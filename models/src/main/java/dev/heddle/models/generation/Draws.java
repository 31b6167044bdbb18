package dev.heddle.models.generation;

/**
 * Uniform numbers that are a pure function of what they are for, so that a text depends on seed and
 * prompt number and on nothing that is written beside it. The mix is SplitMix64's (Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", 2014).
 *
 * @param seed of all texts
 */
record Draws(long seed) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final int KEPT_BITS = 24;

  /**
   * The number that chooses one token, in [0, 1), exact in fp32.
   *
   * @param text whose token it is, from 0
   * @param place of the token in the text, from 0
   */
  float uniform(int text, int place) {
    long bits = mix(mix(mix(seed) + text) + place);
    return (bits >>> (Long.SIZE - KEPT_BITS)) * 0x1.0p-24f;
  }

  private static long mix(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
