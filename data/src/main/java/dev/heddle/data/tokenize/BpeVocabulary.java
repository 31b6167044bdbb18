package dev.heddle.data.tokenize;

import java.util.List;

/**
 * What the training of a byte-level BPE finds.
 *
 * @param specialTokens the tokens of the first ids
 * @param tokens every token; its place is its id
 * @param merges the pairs of ids to merge, the most urgent first
 */
public record BpeVocabulary(
    List<String> specialTokens, List<String> tokens, List<BytePair> merges) {

  /** Copies the lists. */
  public BpeVocabulary {
    specialTokens = List.copyOf(specialTokens);
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }
}
