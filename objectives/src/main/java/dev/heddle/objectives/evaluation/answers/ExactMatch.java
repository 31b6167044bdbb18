package dev.heddle.objectives.evaluation.answers;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether two answers are equal but for case, punctuation, articles and white space, as SQuAD
 * compares them (Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text",
 * 2016). Punctuation is that of ASCII; articles are those of English.
 */
public final class ExactMatch {

  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}+");
  private static final Pattern ARTICLES =
      Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private ExactMatch() {}

  /** Whether both are the same answer. */
  public static boolean matches(Answer answer) {
    return normalised(answer.right()).equals(normalised(answer.written()));
  }

  /** Lower case, without punctuation and articles, words apart by one space. */
  static String normalised(String text) {
    String plain = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String bare = ARTICLES.matcher(plain).replaceAll(" ");
    return SPACES.matcher(bare).replaceAll(" ").strip();
  }
}
