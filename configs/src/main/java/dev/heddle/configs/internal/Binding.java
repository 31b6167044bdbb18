package dev.heddle.configs.internal;

import dev.heddle.configs.internal.Entry.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What one pass over a run file finds out beside the record itself. */
public final class Binding {
  /** A value that came from the environment: how it was written, and what it became. */
  private record Referenced(String written, Object value) {}

  private final Problems problems;
  private final References references;
  private final Suggestions suggestions;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Referenced> referenced = new HashMap<>();

  Binding(Problems problems, References references, Suggestions suggestions) {
    this.problems = problems;
    this.references = references;
    this.suggestions = suggestions;
  }

  Problems problems() {
    return problems;
  }

  References references() {
    return references;
  }

  Suggestions suggestions() {
    return suggestions;
  }

  /** What was accepted but should be written in another way. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  void warn(Place place, String text) {
    warnings.add(place + ": " + text);
  }

  void remember(String key, Scalar source, Object value) {
    if (References.isIn(source.text())) {
      referenced.put(key, new Referenced(source.text(), value));
    }
  }

  /** The reference behind a value, as long as the value is still the one that it gave. */
  Optional<String> written(String key, Object value) {
    return Optional.ofNullable(referenced.get(key))
        .filter(reference -> Objects.equals(reference.value(), value))
        .map(Referenced::written);
  }
}
