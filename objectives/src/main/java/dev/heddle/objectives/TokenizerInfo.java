package dev.heddle.objectives;

import dev.heddle.data.tokenize.SpecialTokens;
import dev.heddle.data.tokenize.Tokenizer;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What objectives know of a tokenizer.
 *
 * @param vocabularySize ids are below it
 * @param special the ids with a meaning of their own
 * @param tokenText the token as the vocabulary writes it; throws for ids that nobody has
 */
public record TokenizerInfo(
    int vocabularySize, SpecialTokens special, IntFunction<String> tokenText) {

  /** Of a tokenizer, which must stay open as long as this is used. */
  public static TokenizerInfo of(Tokenizer tokenizer) {
    return new TokenizerInfo(tokenizer.vocabularySize(), tokenizer.special(), tokenizer::tokenText);
  }

  /** Whether the id has a meaning of its own. */
  public boolean isSpecial(int id) {
    return special.all().contains(id);
  }

  /** The ids that may stand for text, ascending. */
  public int[] ordinaryIds() {
    return IntStream.range(0, vocabularySize).filter(id -> !isSpecial(id)).toArray();
  }

  /** The text of every id; empty for a number that no token has. */
  public String[] texts() {
    String[] texts = new String[vocabularySize];
    Arrays.setAll(texts, this::textOrEmpty);
    return texts;
  }

  private String textOrEmpty(int id) {
    try {
      return tokenText.apply(id);
    } catch (IllegalArgumentException unknown) {
      return "";
    }
  }
}
