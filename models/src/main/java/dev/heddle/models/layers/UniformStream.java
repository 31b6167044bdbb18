package dev.heddle.models.layers;

/**
 * Uniform numbers in (-1, 1), the i-th a pure function of (seed, name, i): the finaliser of
 * SplitMix64 (Steele, Lea and Flood 2014) over a counter that starts at a hash of seed and name.
 */
final class UniformStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private final long start;

  UniformStream(long seed, String name) {
    this.start = SplitMix.mixed(seed + SplitMix.mixed(SplitMix.hash(name)));
  }

  /** The first {@code count} numbers. */
  float[] take(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = at(i);
    }
    return numbers;
  }

  /** 24 bits, as many as a float tells apart, and half a step so that neither end is reached. */
  private float at(long index) {
    long bits = SplitMix.mixed(start + (index + 1) * GOLDEN) >>> 40;
    return (float) ((bits + 0.5) * 0x1p-23 - 1);
  }
}
