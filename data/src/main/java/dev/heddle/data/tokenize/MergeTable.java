package dev.heddle.data.tokenize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tokens and merges found so far, ids in order of their discovery. */
final class MergeTable {

  private final List<String> specialTokens;
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<BytePair> merges = new ArrayList<>();
  private final int[] byteIds = new int[256];

  MergeTable(List<String> specialTokens) {
    this.specialTokens = specialTokens;
    specialTokens.forEach(this::idOf);
    for (String character : ByteAlphabet.sorted()) {
      byteIds[ByteAlphabet.byteOf(character.charAt(0))] = idOf(character);
    }
  }

  int size() {
    return tokens.size();
  }

  /** Records a merge and says which id the merged symbol has; equal spellings share one. */
  int add(BytePair pair) {
    merges.add(pair);
    return idOf(tokens.get(pair.left()) + tokens.get(pair.right()));
  }

  /** The words as the ids of their bytes. */
  List<CountedWord> spell(Map<String, Long> wordCounts) {
    List<CountedWord> words = new ArrayList<>(wordCounts.size());
    wordCounts.forEach((word, count) -> words.add(new CountedWord(symbols(word), count)));
    return words;
  }

  BpeVocabulary vocabulary() {
    return new BpeVocabulary(specialTokens, tokens, merges);
  }

  private int[] symbols(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      symbols[i] = byteIds[bytes[i] & 0xFF];
    }
    return symbols;
  }

  private int idOf(String token) {
    Integer known = ids.putIfAbsent(token, tokens.size());
    if (known != null) {
      return known;
    }
    tokens.add(token);
    return tokens.size() - 1;
  }
}
