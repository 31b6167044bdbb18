package dev.heddle.data.tokenize;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The ids of words met before, found by a part of a text without copying it. Forgets everything
 * when full, which keeps it small and lets it follow a change of subject. For one thread.
 */
final class WordCache {

  private static final int CAPACITY = 1 << 17;
  private static final int LONGEST_WORD = 64;

  private final String[] words = new String[2 * CAPACITY];
  private final int[][] ids = new int[2 * CAPACITY][];
  private int size;

  /** The ids of {@code text[start, end)}, computed when the word is new. */
  int[] idsOf(String text, int start, int end, Function<String, int[]> encoder) {
    if (end - start > LONGEST_WORD) {
      return encoder.apply(text.substring(start, end));
    }
    int slot = slotOf(text, start, end);
    if (words[slot] == null) {
      slot = add(text.substring(start, end), slot, encoder);
    }
    return ids[slot];
  }

  private int add(String word, int freeSlot, Function<String, int[]> encoder) {
    int slot = freeSlot;
    if (size == CAPACITY) {
      Arrays.fill(words, null);
      Arrays.fill(ids, null);
      size = 0;
      slot = slotOf(word, 0, word.length());
    }
    ids[slot] = encoder.apply(word);
    words[slot] = word;
    size++;
    return slot;
  }

  /** The word's slot, or the free one it would take. */
  private int slotOf(String text, int start, int end) {
    int slot = hash(text, start, end) & (words.length - 1);
    while (words[slot] != null && !matches(words[slot], text, start, end)) {
      slot = (slot + 1) & (words.length - 1);
    }
    return slot;
  }

  private static boolean matches(String word, String text, int start, int end) {
    return word.length() == end - start && text.startsWith(word, start);
  }

  private static int hash(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
