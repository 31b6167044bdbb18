package dev.heddle.data.tokenize;

/**
 * Two neighbouring symbols of a word.
 *
 * @param left id of the first symbol
 * @param right id of the second symbol
 */
public record BytePair(int left, int right) {

  static BytePair unpack(long packed) {
    return new BytePair((int) (packed >>> 32), (int) packed);
  }

  static long pack(int left, int right) {
    return ((long) left << 32) | right;
  }
}
