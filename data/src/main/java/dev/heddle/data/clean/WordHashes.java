package dev.heddle.data.clean;

import dev.heddle.data.split.StableHash;
import java.util.Arrays;

/** A text's words as numbers, from which n-grams are hashed. */
final class WordHashes {

  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  private long[] hashes = new long[256];
  private int[] lengths = new int[256];
  private int count;

  /** Reads a text; equal words have equal hashes. */
  static WordHashes of(CharSequence text, WordKind kind, long seed) {
    WordHashes words = new WordHashes();
    WordScanner scanner = new WordScanner(text, kind);
    while (scanner.next()) {
      words.add(StableHash.of(text, scanner.start(), scanner.end(), seed), scanner.length());
    }
    return words;
  }

  /** The number of words. */
  int count() {
    return count;
  }

  /** Characters of one word. */
  int length(int word) {
    return lengths[word];
  }

  /** A hash of {@code size} words in a row, their order included. */
  long ngram(int first, int size) {
    long hash = size;
    for (int i = first; i < first + size; i++) {
      hash = hash * MULTIPLIER + hashes[i];
    }
    return StableHash.mix(hash);
  }

  private void add(long hash, int length) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    hashes[count] = hash;
    lengths[count++] = length;
  }
}
