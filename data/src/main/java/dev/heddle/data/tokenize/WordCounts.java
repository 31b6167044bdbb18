package dev.heddle.data.tokenize;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each word of some text occurs, words as {@link PreTokenizer} cuts them. Runs of more
 * than {@value #LONGEST_WORD} characters (a picture in base64, a line of dashes) are not counted:
 * they are no words to learn from. Not safe for several threads.
 */
public final class WordCounts implements Serializable {

  private static final int LONGEST_WORD = 256;

  private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT =
      Map.Entry.<String, Long>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final HashMap<String, Long> counts = new HashMap<>();

  /** Counts the words of a text. */
  public void add(String text) {
    PreTokenizer.split(
        text,
        (start, end) -> {
          if (end - start <= LONGEST_WORD) {
            counts.merge(text.substring(start, end), 1L, Long::sum);
          }
        });
  }

  /** Adds what another counted. */
  public void merge(WordCounts other) {
    other.counts.forEach((word, count) -> counts.merge(word, count, Long::sum));
  }

  /**
   * Leaves only this many words, the most frequent; of equally frequent ones the first in order.
   */
  public void keepMostFrequent(int words) {
    if (counts.size() > words) {
      List<Map.Entry<String, Long>> rarest =
          counts.entrySet().stream().sorted(MOST_FREQUENT).skip(words).toList();
      rarest.forEach(entry -> counts.remove(entry.getKey()));
    }
  }

  /** The counts, parted by the words' hashes, so that each word has one place to add it up. */
  public List<WordCounts> parts(int number) {
    WordCounts[] parts = new WordCounts[number];
    Arrays.setAll(parts, part -> new WordCounts());
    counts.forEach(
        (word, count) -> parts[Math.floorMod(word.hashCode(), number)].counts.put(word, count));
    return List.of(parts);
  }

  /** Several together. */
  public static WordCounts sum(Collection<WordCounts> all) {
    WordCounts sum = new WordCounts();
    all.forEach(sum::merge);
    return sum;
  }

  /** Counts by word; a copy. */
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }
}
