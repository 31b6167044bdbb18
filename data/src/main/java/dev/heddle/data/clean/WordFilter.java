package dev.heddle.data.clean;

import java.util.Optional;

/** Bounds on the mean length of words and on the share of letters and digits in them. */
record WordFilter(double maxMeanLength, double minAlphanumericShare) implements TextFilter {

  WordFilter(QualitySettings settings) {
    this(settings.maxMeanWordLength(), settings.minAlphanumericShare());
  }

  @Override
  public Optional<DropReason> objection(String text) {
    WordScanner words = new WordScanner(text, WordKind.BETWEEN_SPACES);
    long count = 0;
    long characters = 0;
    while (words.next()) {
      count++;
      characters += words.length();
    }
    if (characters > maxMeanLength * count) {
      return Optional.of(DropReason.LONG_WORDS);
    }
    return alphanumerics(text) < minAlphanumericShare * characters
        ? Optional.of(DropReason.FEW_ALPHANUMERICS)
        : Optional.empty();
  }

  /** In UTF-16 units, as the words' lengths are. */
  private static long alphanumerics(String text) {
    WordScanner runs = new WordScanner(text, WordKind.LETTERS_AND_DIGITS);
    long characters = 0;
    while (runs.next()) {
      characters += runs.length();
    }
    return characters;
  }
}
