package dev.heddle.data.tokenize;

/** How a vocabulary marks where words start and go on. */
enum VocabularyKind {
  /** Tokens spell bytes; a space is {@code Ġ}. */
  BYTE_LEVEL,
  /** A token that goes on with a word begins with {@code ##}. */
  WORD_PIECE,
  /** A token that starts a word begins with {@code ▁}. */
  SENTENCE_PIECE,
  /** Tokens are whole words. */
  WORDS
}
