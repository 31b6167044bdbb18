package dev.heddle.objectives.meap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The text of an answer in a conversation, without what ends its turn.
 *
 * @param start its first token, above 0
 * @param length its tokens
 */
public record Answer(int start, int length) {

  /**
   * The answers that a loss mask marks. What ends a turn begins at the last special token of each
   * run of marks; a run without special tokens was cut off or has no end, and is text altogether.
   * What stands at the very start of a conversation is predicted from nothing and belongs to no
   * answer.
   *
   * @param ids {@code [length]}
   * @param lossMask {@code [length]}
   */
  public static List<Answer> of(int[] ids, int[] lossMask, IntPredicate isSpecial) {
    List<Answer> answers = new ArrayList<>();
    int at = 1;
    while (at < ids.length) {
      int start = at;
      while (at < ids.length && lossMask[at] == 1) {
        at++;
      }
      if (at > start) {
        answers.add(new Answer(start, textEnd(ids, start, at, isSpecial) - start));
      }
      at++;
    }
    return answers;
  }

  private static int textEnd(int[] ids, int start, int end, IntPredicate isSpecial) {
    for (int at = end - 1; at >= start; at--) {
      if (isSpecial.test(ids[at])) {
        return at;
      }
    }
    return end;
  }
}
