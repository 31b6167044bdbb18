package dev.heddle.data.clean;

import dev.heddle.data.split.StableHash;
import java.io.Serializable;
import java.util.Arrays;

/**
 * MinHash signatures (Broder 1997): of the set of word shingles of a text, the least value under
 * each of several hash functions. The share of equal places in two signatures estimates the Jaccard
 * similarity {@code |A ∩ B| / |A ∪ B|} of the sets, with standard error {@code sqrt(J (1 − J) /
 * n)}.
 *
 * <p>The hash functions are multiply-shift (Dietzfelbinger 1996), {@code (a·x + b) >> 32} over
 * 64-bit shingle hashes, {@code a} odd. Words are runs of letters and digits; {@code List} and
 * {@code list} differ, as they do in source code.
 */
public final class MinHasher implements Serializable {

  private final long[] multipliers;
  private final long[] increments;
  private final int shingleSize;
  private final long seed;

  public MinHasher(DeduplicationSettings settings) {
    this(settings.numPermutations(), settings.shingleSize(), settings.seed());
  }

  MinHasher(int permutations, int shingleSize, long seed) {
    this.multipliers = new long[permutations];
    this.increments = new long[permutations];
    this.shingleSize = shingleSize;
    this.seed = seed;
    for (int i = 0; i < permutations; i++) {
      multipliers[i] = StableHash.mix(seed + 2L * i) | 1;
      increments[i] = StableHash.mix(seed + 2L * i + 1);
    }
  }

  /**
   * The signature of a text, {@code [num_permutations]}. A text with fewer words than a shingle has
   * one shingle of all of them; one without any word is a shingle as a whole.
   */
  public int[] signature(String text) {
    WordHashes words = WordHashes.of(text, WordKind.LETTERS_AND_DIGITS, seed);
    if (words.count() == 0) {
      return signature(new long[] {StableHash.of(text, seed)});
    }
    int size = Math.min(shingleSize, words.count());
    long[] shingles = new long[words.count() - size + 1];
    for (int i = 0; i < shingles.length; i++) {
      shingles[i] = words.ngram(i, size);
    }
    return signature(shingles);
  }

  /** The signature of a set, given by well mixed hashes of its members. */
  int[] signature(long[] hashes) {
    int[] least = new int[multipliers.length];
    Arrays.fill(least, Integer.MAX_VALUE);
    for (long hash : hashes) {
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], (int) ((multipliers[i] * hash + increments[i]) >>> 32));
      }
    }
    return least;
  }

  /** The estimated Jaccard similarity of the texts behind two signatures, 0 to 1. */
  public static double similarity(int[] one, int[] other) {
    int equal = 0;
    for (int i = 0; i < one.length; i++) {
      equal += one[i] == other[i] ? 1 : 0;
    }
    return (double) equal / one.length;
  }
}
