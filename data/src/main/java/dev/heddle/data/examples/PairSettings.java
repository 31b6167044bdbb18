package dev.heddle.data.examples;

import dev.heddle.configs.Default;
import java.util.Objects;

/**
 * What an objective that learns from pairs tells their form.
 *
 * @param queryPrompt put before every anchor: {@code "query: "}
 * @param documentPrompt put before every positive and negative
 */
public record PairSettings(
    @Default("''") String queryPrompt, @Default("''") String documentPrompt) {

  /** Texts as they are. */
  public static final PairSettings WITHOUT_PROMPTS = new PairSettings("", "");

  /** Refuses null. */
  public PairSettings {
    Objects.requireNonNull(queryPrompt, "queryPrompt");
    Objects.requireNonNull(documentPrompt, "documentPrompt");
  }
}
