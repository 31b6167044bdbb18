package dev.heddle.models.generation;

import java.util.ArrayList;
import java.util.List;

/** A text as it grows. */
final class Text {
  private final int prompt;
  private final int limit;
  private final GenerationSettings settings;
  private final List<Integer> tokens = new ArrayList<>();

  /**
   * An empty text.
   *
   * @param prompt the number of its prompt
   * @param limit how many tokens it may have
   */
  Text(int prompt, int limit, GenerationSettings settings) {
    this.prompt = prompt;
    this.limit = limit;
    this.settings = settings;
  }

  int prompt() {
    return prompt;
  }

  /** Adds what the model chose, or what settings put in its place; returns what was added. */
  int add(int chosen) {
    int token = forced(chosen);
    tokens.add(token);
    return token;
  }

  private int forced(int chosen) {
    if (tokens.isEmpty() && settings.forcedBosTokenId().isPresent()) {
      return settings.forcedBosTokenId().get();
    }
    return tokens.size() == limit - 1 ? settings.forcedEosTokenId().orElse(chosen) : chosen;
  }

  int last() {
    return tokens.get(tokens.size() - 1);
  }

  boolean isOpen() {
    return tokens.size() < limit && !hasEnded();
  }

  private boolean hasEnded() {
    return !tokens.isEmpty() && settings.eosTokenId().contains(last());
  }

  Generation generation() {
    return new Generation(tokens, hasEnded() ? Generation.Finish.STOP : Generation.Finish.LENGTH);
  }
}
