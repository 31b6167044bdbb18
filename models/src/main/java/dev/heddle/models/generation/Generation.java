package dev.heddle.models.generation;

import java.util.List;

/**
 * What was written for one prompt.
 *
 * @param tokens without the prompt and without a decoder's start token; an end token is the last
 * @param finish why no more was written
 */
public record Generation(List<Integer> tokens, Finish finish) {
  /** Keeps a copy. */
  public Generation {
    tokens = List.copyOf(tokens);
  }

  /** Why a text ended. */
  public enum Finish {
    /** The model chose a token that ends texts. */
    STOP,
    /** The text is as long as settings or the model allow. */
    LENGTH
  }
}
