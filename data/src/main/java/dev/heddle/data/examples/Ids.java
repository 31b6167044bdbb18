package dev.heddle.data.examples;

import java.util.Arrays;

/** Rows of token ids. */
final class Ids {

  private Ids() {}

  /** The first of the ids. */
  static int[] first(int[] ids, int most) {
    return ids.length <= most ? ids : Arrays.copyOf(ids, most);
  }

  /** All of them end to end. */
  static int[] joined(int[]... parts) {
    int[] joined = new int[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int end = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, joined, end, part.length);
      end += part.length;
    }
    return joined;
  }
}
