package dev.heddle.configs.internal;

import dev.heddle.configs.Variant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The variants of one kind on the class path, by name. */
final class Variants {
  private final SortedMap<String, Variant<?>> byName = new TreeMap<>();

  Variants(Class<?> kind) {
    for (Object provider : ServiceLoader.load(kind)) {
      Variant<?> variant = (Variant<?>) provider;
      Variant<?> other = byName.put(variant.name(), variant);
      if (other != null) {
        throw new IllegalStateException(
            "Cannot tell variants apart: %s and %s are both named %s; remove one from the class path"
                .formatted(
                    other.getClass().getName(), variant.getClass().getName(), variant.name()));
      }
    }
  }

  Optional<Variant<?>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  Collection<Variant<?>> all() {
    return byName.values();
  }

  String rule() {
    return byName.isEmpty()
        ? "no variant is on the class path; add the jar that brings one"
        : "must be one of " + String.join(", ", names());
  }
}
