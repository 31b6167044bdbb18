package dev.heddle.objectives;

import dev.heddle.data.tokenize.SpecialTokens;
import dev.heddle.objectives.TokenizerInfo.WordStarts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

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
    return new TokenizerInfo(
        vocabularySize,
        special(OptionalInt.of(MASK)),
        text -> OptionalInt.empty(),
        TestTokenizers::text,
        () -> words);
  }

  public static TokenizerInfo withoutMask(int vocabularySize) {
    return new TokenizerInfo(
        vocabularySize,
        special(OptionalInt.empty()),
        text -> OptionalInt.empty(),
        TestTokenizers::text,
        () -> (previous, id) -> true);
  }

  /** The same tokenizer with special tokens behind all others. */
  public static TokenizerInfo with(List<String> texts, TokenizerInfo info) {
    Map<String, Integer> ids = new HashMap<>();
    texts.forEach(text -> ids.putIfAbsent(text, info.vocabularySize() + ids.size()));
    SpecialTokens special = info.special();
    Set<Integer> all = new HashSet<>(special.all());
    all.addAll(ids.values());
    return new TokenizerInfo(
        info.vocabularySize() + ids.size(),
        new SpecialTokens(
            special.pad(),
            special.unknown(),
            special.cls(),
            special.sep(),
            role(special.mask(), ids.get("[MASK]")),
            special.bos(),
            role(special.eos(), ids.get("</s>")),
            all),
        text -> ids.containsKey(text) ? OptionalInt.of(ids.get(text)) : info.id(text),
        info.texts(),
        info.words());
  }

  /** A word of letters for each id. */
  private static String text(int[] ids) {
    return Arrays.stream(ids)
        .mapToObj(id -> "" + (char) ('a' + id / 26) + (char) ('a' + id % 26))
        .collect(Collectors.joining(" "));
  }

  private static OptionalInt role(OptionalInt present, Integer added) {
    return added == null ? present : OptionalInt.of(added);
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
