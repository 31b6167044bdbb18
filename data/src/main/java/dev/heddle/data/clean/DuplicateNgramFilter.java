package dev.heddle.data.clean;

import java.util.Optional;

/** A bound on the share of characters in word n-grams that the document has had before. */
record DuplicateNgramFilter(double maxShare, int size) implements TextFilter {

  private static final int SEED = 0;

  DuplicateNgramFilter(QualitySettings settings) {
    this(settings.maxDuplicateNgramShare(), settings.ngramSize());
  }

  @Override
  public Optional<DropReason> objection(String text) {
    return maxShare < 1 && duplicateShare(text) > maxShare
        ? Optional.of(DropReason.DUPLICATE_NGRAMS)
        : Optional.empty();
  }

  /** Each character counts once, however many repeated n-grams it is part of. */
  double duplicateShare(String text) {
    WordHashes words = WordHashes.of(text, WordKind.BETWEEN_SPACES, SEED);
    LongSet seen = new LongSet(words.count());
    long all = 0;
    long repeated = 0;
    int repeatedUpTo = 0;
    for (int word = 0; word < words.count(); word++) {
      boolean startsNgram = word + size <= words.count();
      if (startsNgram && !seen.add(words.ngram(word, size))) {
        repeatedUpTo = word + size;
      }
      all += words.length(word);
      repeated += word < repeatedUpTo ? words.length(word) : 0;
    }
    return all == 0 ? 0 : (double) repeated / all;
  }
}
