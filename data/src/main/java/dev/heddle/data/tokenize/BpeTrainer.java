package dev.heddle.data.tokenize;

import java.util.List;
import java.util.Map;

/**
 * Learns a byte-level BPE from counted words: again and again the most frequent pair of
 * neighbouring symbols becomes a symbol of its own. Counts, ties and the order of ids are those of
 * Hugging Face's {@code BpeTrainer} with the byte alphabet as initial alphabet, so that the same
 * counts give the same merges.
 *
 * <p>Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units",
 * 2016.
 */
public final class BpeTrainer {

  private final int vocabularySize;
  private final long minimumFrequency;
  private final List<String> specialTokens;

  /**
   * A trainer.
   *
   * @param vocabularySize tokens to end with, special tokens and the 256 bytes included; fewer when
   *     no pair is frequent enough
   * @param minimumFrequency how often a pair must occur to be merged, at least 1
   * @param specialTokens take the first ids
   * @throws IllegalArgumentException when the vocabulary cannot hold the bytes and special tokens
   */
  public BpeTrainer(int vocabularySize, long minimumFrequency, List<String> specialTokens) {
    int smallest = ByteAlphabet.sorted().size() + specialTokens.size();
    if (vocabularySize < smallest) {
      throw new IllegalArgumentException(
          "Cannot train a tokenizer: vocab_size=%d; must be at least %d, the 256 bytes and %d special tokens; raise it"
              .formatted(vocabularySize, smallest, specialTokens.size()));
    }
    this.vocabularySize = vocabularySize;
    this.minimumFrequency = Math.max(1, minimumFrequency);
    this.specialTokens = List.copyOf(specialTokens);
  }

  /**
   * Trains on words as {@link PreTokenizer} cuts them.
   *
   * @param wordCounts how often each word occurs; the order of its entries does not matter
   */
  public BpeVocabulary train(Map<String, Long> wordCounts) {
    MergeTable merges = new MergeTable(specialTokens);
    PairQueue pairs = new PairQueue(merges.spell(wordCounts));
    while (merges.size() < vocabularySize) {
      PairQueue.Candidate best = pairs.poll();
      if (best == null || best.count() < minimumFrequency) {
        break;
      }
      pairs.merge(best, merges.add(best.pair()));
    }
    return merges.vocabulary();
  }
}
