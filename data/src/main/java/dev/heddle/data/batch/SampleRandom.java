package dev.heddle.data.batch;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers that are a pure function of what they are for: the stream of a key is the same on
 * every worker, in every order of calls, after every resume. The generator is SplitMix64 (Steele,
 * Lea and Flood, "Fast splittable pseudorandom number generators", 2014), started at a mix of the
 * key. Not for secrets. One object belongs to one thread.
 */
public final class SampleRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT_53 = 0x1.0p-53;

  private long state;

  private SampleRandom(long state) {
    this.state = state;
  }

  /**
   * The stream of one purpose for one sample.
   *
   * @param seed of the run
   * @param epoch from 0, so that each pass over the data draws anew
   * @param sampleIndex number of the sample in its split
   * @param purpose what is drawn, such as {@code "mask"}; other purposes draw independently
   */
  public static SampleRandom of(long seed, long epoch, long sampleIndex, String purpose) {
    long key = mix(seed);
    key = mix(key + epoch);
    key = mix(key + sampleIndex);
    return new SampleRandom(mix(key + hash(purpose)));
  }

  /**
   * SplitMix64's first output for a state: 64 bits that look unrelated for neighbouring arguments.
   */
  public static long mix(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Leaves out the next {@code count} draws of 64 bits, as if they had been made. */
  public SampleRandom skip(long count) {
    state += count * GOLDEN_GAMMA;
    return this;
  }

  /** The next 64 bits. */
  public long nextLong() {
    long drawn = mix(state);
    state += GOLDEN_GAMMA;
    return drawn;
  }

  /** Uniform in [0, 1), 53 bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT_53;
  }

  /**
   * Uniform in [0, bound), without bias (Lemire, "Fast random integer generation in an interval",
   * 2019).
   *
   * @throws IllegalArgumentException if the bound is below 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("Cannot draw a number: bound=" + bound + "; at least 1");
    }
    long product = (nextLong() >>> 32) * bound;
    long rejectedBelow = (1L << 32) % bound;
    while ((product & 0xFFFFFFFFL) < rejectedBelow) {
      product = (nextLong() >>> 32) * bound;
    }
    return (int) (product >>> 32);
  }

  /** Standard normal (Box and Muller, 1958). */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
    return radius * Math.cos(2 * Math.PI * nextDouble());
  }

  /** FNV-1a, 64 bits: the same in every JVM. */
  private static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xFF)) * 0x100000001B3L;
    }
    return hash;
  }
}
