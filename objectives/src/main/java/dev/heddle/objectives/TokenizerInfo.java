package dev.heddle.objectives;

import dev.heddle.data.tokenize.SpecialTokens;
import dev.heddle.data.tokenize.Tokenizer;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What objectives know of a tokenizer.
 *
 * @param vocabularySize ids are below it
 * @param special the ids with a meaning of their own
 * @param ids what finds a token by its text, as {@link Tokenizer#id} does
 * @param texts what makes text of ids, as {@link Tokenizer#decode} does
 * @param words where words start in a row of tokens; asked for by objectives that need it
 */
public record TokenizerInfo(
    int vocabularySize,
    SpecialTokens special,
    Function<String, OptionalInt> ids,
    Function<int[], String> texts,
    Supplier<WordStarts> words) {

  /** Where words start in a row of tokens. */
  @FunctionalInterface
  public interface WordStarts {
    /** Whether a token starts a word behind the token before it in the same sequence. */
    boolean startsWord(int previousId, int id);
  }

  /** Of a tokenizer. */
  public static TokenizerInfo of(Tokenizer tokenizer) {
    return new TokenizerInfo(
        tokenizer.vocabularySize(),
        tokenizer.special(),
        tokenizer::id,
        tokenizer::decode,
        () -> tokenizer.wordBoundaries()::startsWord);
  }

  /**
   * The id of a token as the vocabulary writes it, such as {@code <extra_id_0>}; empty if absent.
   */
  public OptionalInt id(String token) {
    return ids.apply(token);
  }

  /** The text of ids. */
  public String text(int[] row) {
    return texts.apply(row);
  }

  /** Whether the id has a meaning of its own. */
  public boolean isSpecial(int id) {
    return special.all().contains(id);
  }

  /** The ids that may stand for text, ascending. */
  public int[] ordinaryIds() {
    return IntStream.range(0, vocabularySize).filter(id -> !isSpecial(id)).toArray();
  }
}
