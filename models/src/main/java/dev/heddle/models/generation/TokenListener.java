package dev.heddle.models.generation;

/** Is told of tokens as they are written. */
@FunctionalInterface
public interface TokenListener {
  /**
   * A token was added to a text.
   *
   * @param prompt the number of the text's prompt, from 0
   */
  void written(int prompt, int token);
}
