package dev.heddle.objectives.evaluation.perplexity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch of a text that the model sees at once, and its end that is scored.
 *
 * @param ids what the model sees
 * @param firstScored the first place in {@code ids} whose token is scored; above 0, since nothing
 *     predicts the first token
 */
@SuppressWarnings("ArrayRecordComponent") // carries ids to a batch, never compared
record Window(int[] ids, int firstScored) {

  /**
   * The windows of one text, moved by {@code stride} until one reaches the end. Each scores what
   * the one before did not see, so every token but the first is scored once, with at least {@code
   * length − stride} tokens before it as soon as the text has them.
   *
   * @param length tokens of a window at most
   * @param stride below {@code length}
   * @return none for a text of less than two tokens
   */
  static List<Window> of(int[] text, int length, int stride) {
    List<Window> windows = new ArrayList<>();
    int scored = 1;
    for (int start = 0; scored < text.length; start += stride) {
      int end = Math.min(start + length, text.length);
      windows.add(new Window(Arrays.copyOfRange(text, start, end), scored - start));
      scored = end;
    }
    return windows;
  }

  int length() {
    return ids.length;
  }

  /** How many tokens are scored. */
  int scored() {
    return ids.length - firstScored;
  }
}
