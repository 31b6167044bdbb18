package dev.heddle.objectives;

import dev.heddle.data.tokenize.SpecialTokens;
import dev.heddle.objectives.TokenizerInfo.WordStarts;
import java.util.OptionalInt;
import java.util.Set;

/** Tokenizers of tests: ids 0 to 4 are pad, unknown, cls, sep and mask. */
public final class TestTokenizers {

  public static final int CLS = 2;
  public static final int SEP = 3;
  public static final int MASK = 4;

  private TestTokenizers() {}

  /** Every token is a word. */
  public static TokenizerInfo ofSize(int vocabularySize) {
    return withWords(vocabularySize, (previous, id) -> true);
  }

  public static TokenizerInfo withWords(int vocabularySize, WordStarts words) {
    return new TokenizerInfo(vocabularySize, special(OptionalInt.of(MASK)), () -> words);
  }

  public static TokenizerInfo withoutMask(int vocabularySize) {
    return new TokenizerInfo(
        vocabularySize, special(OptionalInt.empty()), () -> (previous, id) -> true);
  }

  private static SpecialTokens special(OptionalInt mask) {
    return new SpecialTokens(
        OptionalInt.of(0),
        OptionalInt.of(1),
        OptionalInt.of(CLS),
        OptionalInt.of(SEP),
        mask,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Set.of(0, 1, CLS, SEP, MASK));
  }
}
