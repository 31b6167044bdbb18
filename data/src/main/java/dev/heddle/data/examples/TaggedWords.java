package dev.heddle.data.examples;

import java.util.List;

/**
 * The words of a text and the class of each.
 *
 * @param tags as many as words
 */
record TaggedWords(List<String> words, List<String> tags) {

  /** Copies the lists. */
  TaggedWords {
    words = List.copyOf(words);
    tags = List.copyOf(tags);
  }

  /** The words with a space between neighbours, as a model reads them. */
  String text() {
    return String.join(" ", words);
  }
}
