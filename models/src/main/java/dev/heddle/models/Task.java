package dev.heddle.models;

import java.util.List;

/** What a model's head is for. An architecture says which tasks it has a head for. */
public sealed interface Task {
  /** See {@link LanguageModelling}. */
  Task LANGUAGE_MODELLING = new LanguageModelling();

  /** Predicting tokens, as the family was pretrained: masked, causal, or from source to target. */
  record LanguageModelling() implements Task {}

  /** One of several classes for a sequence; with a single label a number, as in regression. */
  record SequenceClassification(List<String> labels) implements Task {
    public SequenceClassification {
      labels = List.copyOf(labels);
    }
  }

  /** One of several classes for each token. */
  record TokenClassification(List<String> labels) implements Task {
    public TokenClassification {
      labels = List.copyOf(labels);
    }
  }

  /** Vectors of tokens and no head: the base model alone. */
  record Embedding() implements Task {}
}
