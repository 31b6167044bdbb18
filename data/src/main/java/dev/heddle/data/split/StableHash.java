package dev.heddle.data.split;

/** 64-bit hashes that are the same on every machine and in every release of Java. */
public final class StableHash {

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private StableHash() {}

  /** FNV-1a over the text's UTF-16 units, then {@link #mix}. */
  public static long of(CharSequence text, long seed) {
    return of(text, 0, text.length(), seed);
  }

  /** The hash of the part of the text from {@code start} to before {@code end}. */
  public static long of(CharSequence text, int start, int end, long seed) {
    long hash = FNV_BASIS ^ mix(seed);
    for (int i = start; i < end; i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** A number from 0 to below 1, uniform over texts. */
  public static double unit(CharSequence text, long seed) {
    return (of(text, seed) >>> 11) * 0x1.0p-53;
  }

  /** SplitMix64's output function: every bit of the result depends on every bit given. */
  public static long mix(long state) {
    long z = state + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
