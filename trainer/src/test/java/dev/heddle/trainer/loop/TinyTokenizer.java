package dev.heddle.trainer.loop;

import dev.heddle.data.tokenize.LocatedTokens;
import dev.heddle.data.tokenize.SpecialTokens;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.data.tokenize.WordBoundaries;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words are numbers; the first five ids are special. */
final class TinyTokenizer implements Tokenizer {

  static final int MASK = 4;
  static final int FIRST_WORD = 5;

  private final int size;

  TinyTokenizer(int size) {
    this.size = size;
  }

  @Override
  public int vocabularySize() {
    return size;
  }

  @Override
  public int[] encode(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  @Override
  public int[][] encodeBatch(List<String> texts) {
    return texts.stream().map(this::encode).toArray(int[][]::new);
  }

  @Override
  public LocatedTokens locate(String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String decode(int[] ids) {
    return Arrays.stream(ids).mapToObj(this::tokenText).collect(Collectors.joining(" "));
  }

  @Override
  public String tokenText(int id) {
    return id == MASK ? "[MASK]" : Integer.toString(id);
  }

  @Override
  public OptionalInt id(String token) {
    return IntStream.range(0, size).filter(id -> tokenText(id).equals(token)).findFirst();
  }

  @Override
  public SpecialTokens special() {
    return new SpecialTokens(
        OptionalInt.of(0),
        OptionalInt.of(1),
        OptionalInt.of(2),
        OptionalInt.of(3),
        OptionalInt.of(MASK),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Set.of(0, 1, 2, 3, MASK));
  }

  @Override
  public int[] prefixIds() {
    return new int[] {2};
  }

  @Override
  public int[] pairSeparatorIds() {
    return suffixIds();
  }

  @Override
  public int[] suffixIds() {
    return new int[] {3};
  }

  @Override
  public WordBoundaries wordBoundaries() {
    throw new UnsupportedOperationException("every number is a word");
  }

  @Override
  public String fingerprint() {
    return files(size).fingerprint();
  }

  @Override
  public void close() {}

  /** What a stored model with this tokenizer has beside its weights. */
  static TokenizerFiles files(int size) {
    return new TokenizerFiles("{\"tiny\": %d}".formatted(size), null, null);
  }
}
