package dev.heddle.objectives.evaluation.answers;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * ROUGE-L of two texts taken as one sequence each (Lin, "ROUGE: A Package for Automatic Evaluation
 * of Summaries", 2004, section 3.1): the longest common subsequence of their words, as a share of
 * either, and the harmonic mean of both shares:
 *
 * <pre>  P = LCS / words(written),  R = LCS / words(right),  F = 2 · P · R / (P + R)</pre>
 *
 * <p>Words are what the package {@code rouge-score} takes for words: runs of ASCII letters and
 * digits in lower case; whatever else stands in a text only separates them, so texts in other
 * scripts have no words. Words are not reduced to their stems.
 */
public final class RougeL {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");

  private RougeL() {}

  /** F, from 0 to 1; 0 where either text has no words. */
  public static double of(Answer answer) {
    List<String> right = words(answer.right());
    List<String> written = words(answer.written());
    int common = longestCommonSubsequence(right, written);
    return common == 0 ? 0 : 2.0 * common / (right.size() + written.size());
  }

  static List<String> words(String text) {
    return Stream.of(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT)))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Row by row over the table of all pairs of starts, of which only one row is kept. */
  private static int longestCommonSubsequence(List<String> one, List<String> other) {
    int[] lengths = new int[other.size() + 1];
    for (String word : one) {
      int diagonal = 0;
      for (int i = 1; i <= other.size(); i++) {
        int above = lengths[i];
        lengths[i] = word.equals(other.get(i - 1)) ? diagonal + 1 : Math.max(above, lengths[i - 1]);
        diagonal = above;
      }
    }
    return lengths[other.size()];
  }
}
