package dev.heddle.data.examples;

import dev.heddle.data.tokenize.LocatedTokens;
import dev.heddle.data.tokenize.SpecialTokens;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.WordBoundaries;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Words w1, w2 … become 11, 12 …, whatever else becomes nothing; {@code [CLS]} is 1, {@code [SEP]}
 * 2 and the end of sequence 3.
 */
final class WordTokenizer implements Tokenizer {

  private static final Pattern WORD = Pattern.compile("\\bw(\\d+)");

  static final int CLS = 1;
  static final int SEP = 2;
  static final int EOS = 3;

  @Override
  public int vocabularySize() {
    return 100;
  }

  @Override
  public int[] encode(String text) {
    return WORD.matcher(text)
        .results()
        .mapToInt(word -> 10 + Integer.parseInt(word.group(1)))
        .toArray();
  }

  @Override
  public LocatedTokens locate(String text) {
    List<MatchResult> words = WORD.matcher(text).results().toList();
    return new LocatedTokens(
        encode(text),
        words.stream().mapToInt(MatchResult::start).toArray(),
        words.stream().mapToInt(MatchResult::end).toArray());
  }

  @Override
  public int[][] encodeBatch(List<String> texts) {
    return texts.stream().map(this::encode).toArray(int[][]::new);
  }

  @Override
  public String decode(int[] ids) {
    return Arrays.toString(ids);
  }

  @Override
  public String tokenText(int id) {
    return "w" + (id - 10);
  }

  @Override
  public OptionalInt id(String token) {
    return token.startsWith("w")
        ? OptionalInt.of(10 + Integer.parseInt(token.substring(1)))
        : OptionalInt.empty();
  }

  @Override
  public SpecialTokens special() {
    OptionalInt none = OptionalInt.empty();
    return new SpecialTokens(
        none,
        none,
        OptionalInt.of(CLS),
        OptionalInt.of(SEP),
        none,
        none,
        OptionalInt.of(EOS),
        Set.of(CLS, SEP, EOS));
  }

  @Override
  public int[] prefixIds() {
    return new int[] {CLS};
  }

  @Override
  public int[] suffixIds() {
    return new int[] {SEP};
  }

  @Override
  public int[] pairSeparatorIds() {
    return new int[] {SEP};
  }

  @Override
  public WordBoundaries wordBoundaries() {
    throw new UnsupportedOperationException("the forms of examples mask no words");
  }

  @Override
  public String fingerprint() {
    return "words";
  }

  @Override
  public void close() {}
}
