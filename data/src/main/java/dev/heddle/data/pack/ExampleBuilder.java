package dev.heddle.data.pack;

import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.tokenize.Tokenizer;
import java.util.Arrays;
import java.util.Map;

/**
 * Labelled examples, one sequence each: a text or a pair of texts between the tokenizer's special
 * tokens. What does not fit is cut off at the ends, of a pair from the longer text first.
 */
public final class ExampleBuilder {

  /** Column of the class of each sequence. */
  public static final String LABELS = "labels";

  /**
   * Column of where the second text of each sequence starts, counted from the sequence's own start;
   * its length where there is one text only.
   */
  public static final String PAIR_STARTS = "pair_starts";

  private final Tokenizer tokenizer;
  private final int[] prefix;
  private final int[] separator;
  private final int[] suffix;
  private final int maxLength;

  /**
   * @param maxLength tokens of an example at most, special tokens included
   */
  public ExampleBuilder(Tokenizer tokenizer, int maxLength) {
    this.tokenizer = tokenizer;
    this.prefix = tokenizer.prefixIds();
    this.separator = tokenizer.pairSeparatorIds();
    this.suffix = tokenizer.suffixIds();
    this.maxLength = maxLength;
    int special = prefix.length + separator.length + suffix.length;
    if (maxLength <= special + 1) {
      throw new IllegalArgumentException(
          "Cannot build examples: dataset.max_seq_length=%d; must leave room for two texts beside %d special tokens"
              .formatted(maxLength, special));
    }
  }

  /** An example of one text. */
  public PackedSample single(String text, int label) {
    int[] ids = tokenizer.encode(text);
    int room = maxLength - prefix.length - suffix.length;
    int[] sequence = joined(prefix, cut(ids, room), suffix);
    return example(sequence, label, sequence.length);
  }

  /** An example of two texts. */
  public PackedSample pair(String text, String second, int label) {
    int[] first = tokenizer.encode(text);
    int[] other = tokenizer.encode(second);
    int room = maxLength - prefix.length - separator.length - suffix.length;
    int kept = firstLength(first.length, other.length, room);
    int[] front = joined(prefix, cut(first, kept), separator);
    int[] sequence = joined(front, cut(other, room - kept), suffix);
    return example(sequence, label, front.length);
  }

  /** What is left of the first text: all if both fit, else the longer one loses first. */
  static int firstLength(int first, int second, int room) {
    if (first + second <= room) {
      return first;
    }
    int shorter = Math.min(Math.min(first, second), room / 2);
    return first <= second ? shorter : room - shorter;
  }

  private static PackedSample example(int[] sequence, int label, int pairStart) {
    int[] length = {sequence.length};
    int[] labels = {label};
    int[] pairStarts = {pairStart};
    return new PackedSample(0, sequence, length, Map.of(LABELS, labels, PAIR_STARTS, pairStarts));
  }

  private static int[] cut(int[] ids, int most) {
    return ids.length <= most ? ids : Arrays.copyOf(ids, most);
  }

  private static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }
}
