package dev.heddle.objectives.evaluation.retrieval;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a text, those within identifiers too: {@code parseHTTPHeader2} has four. */
final class SubTokens {

  private static final Pattern WORD =
      Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|\\p{N}+|\\p{Lo}+");

  private SubTokens() {}

  /** In their order, in lower case; whatever is neither letter nor digit parts words. */
  static List<String> of(String text) {
    return WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }
}
