package dev.heddle.models.layers;

/**
 * Uniform numbers in (-1, 1), the i-th a pure function of (seed, name, i): the finaliser of
 * SplitMix64 (Steele, Lea and Flood 2014) over a counter that starts at a hash of seed and name.
 */
final class UniformStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private final long start;

  UniformStream(long seed, String name) {
    this.start = mixed(seed + mixed(hash(name)));
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
    long bits = mixed(start + (index + 1) * GOLDEN) >>> 40;
    return (float) ((bits + 0.5) * 0x1p-23 - 1);
  }

  /** FNV-1a over the characters. */
  private static long hash(String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  private static long mixed(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
