package dev.heddle.data.batch;

/**
 * A random order of 0 … n-1 that is computed where it is asked for, without a table: a balanced
 * Feistel network of four rounds over the smallest even number of bits that holds n-1, walked on
 * until it lands below n (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002).
 *
 * <p>Round r of epoch e uses the key {@code mix(seed · 0x9E3779B97F4A7C15 + 4e + r)}.
 */
public final class Permutation {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final int ROUNDS = 4;

  private final long size;
  private final int halfBits;
  private final long[] keys = new long[ROUNDS];

  /**
   * Chooses an order.
   *
   * @param size n, at least 1
   * @param seed of the data order
   * @param epoch from 0; each has an order of its own
   */
  public Permutation(long size, long seed, long epoch) {
    if (size < 1) {
      throw new IllegalArgumentException("Cannot shuffle samples: size=" + size + "; at least 1");
    }
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    this.halfBits = (bits + 1) / 2;
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = SampleRandom.mix(seed * GOLDEN_GAMMA + ROUNDS * epoch + round);
    }
  }

  /** The number that stands at a position, both in [0, n). */
  public long at(long position) {
    long index = position;
    do {
      index = encrypt(index);
    } while (index >= size);
    return index;
  }

  private long encrypt(long value) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;
    for (long key : keys) {
      long next = left ^ (SampleRandom.mix(right ^ key) & mask);
      left = right;
      right = next;
    }
    return (left << halfBits) | right;
  }
}
