package dev.heddle.data.tokenize;

/** A distinct word of the corpus: its current symbols and how often it occurs. */
final class CountedWord {

  /** Told about every pair that appears in or goes from a word. */
  @FunctionalInterface
  interface PairChange {
    void apply(long packedPair, int change);
  }

  private final int[] symbols;
  private final long count;
  private int length;

  CountedWord(int[] symbols, long count) {
    this.symbols = symbols;
    this.count = count;
    this.length = symbols.length;
  }

  long count() {
    return count;
  }

  /** Reports every pair of the word once for each time it occurs. */
  void pairs(PairChange changes) {
    for (int i = 0; i + 1 < length; i++) {
      changes.apply(BytePair.pack(symbols[i], symbols[i + 1]), 1);
    }
  }

  /** Replaces the pair from left to right and reports how its neighbourhood changes. */
  void merge(BytePair pair, int merged, PairChange changes) {
    int read = 0;
    int written = 0;
    while (read < length) {
      if (!standsAt(read, pair)) {
        symbols[written++] = symbols[read++];
        continue;
      }
      if (written > 0) {
        changes.apply(BytePair.pack(symbols[written - 1], pair.left()), -1);
        changes.apply(BytePair.pack(symbols[written - 1], merged), 1);
      }
      read += 2;
      if (read < length) {
        changes.apply(BytePair.pack(pair.right(), symbols[read]), -1);
        changes.apply(BytePair.pack(merged, symbols[read]), 1);
      }
      symbols[written++] = merged;
    }
    length = written;
  }

  private boolean standsAt(int place, BytePair pair) {
    return symbols[place] == pair.left()
        && place + 1 < length
        && symbols[place + 1] == pair.right();
  }
}
