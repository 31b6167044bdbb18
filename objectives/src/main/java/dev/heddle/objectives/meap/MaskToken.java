package dev.heddle.objectives.meap;

import dev.heddle.objectives.TokenizerInfo;
import java.util.List;

/** The token that hides others. */
public final class MaskToken {

  private static final String TEXT = "[MASK]";

  private MaskToken() {}

  /** What a tokenizer lacks. */
  public static List<String> missing(TokenizerInfo tokenizer) {
    return tokenizer.special().mask().isPresent() ? List.of() : List.of(TEXT);
  }

  /**
   * Its id.
   *
   * @param objective that asks, for the message
   * @throws IllegalArgumentException if the tokenizer has none
   */
  public static int id(String objective, TokenizerInfo tokenizer) {
    return tokenizer
        .special()
        .mask()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot create objective %s: tokenizer mask token=none; objective.meap hides tokens behind one; prepare the data with this run file, which adds %s"
                        .formatted(objective, TEXT)));
  }
}
