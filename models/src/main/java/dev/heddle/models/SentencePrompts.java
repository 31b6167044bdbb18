package dev.heddle.models;

/**
 * What stands before texts so that a model knows what they are.
 *
 * @param query before a text that looks for others
 * @param document before a text that is looked for
 * @param pooled whether the mean over a text's tokens takes in those of the prompt and what stands
 *     before it; attention sees them in any case
 */
public record SentencePrompts(String query, String document, boolean pooled) {

  /** No prompts. */
  public static final SentencePrompts NONE = new SentencePrompts("", "", true);

  /** Whether there is any. */
  public boolean isEmpty() {
    return query.isEmpty() && document.isEmpty();
  }
}
