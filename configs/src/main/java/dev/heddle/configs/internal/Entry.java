package dev.heddle.configs.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands at a key, as it was written: references unresolved, types undecided. */
sealed interface Entry {
  Place place();

  /** This entry laid over a weaker one: sections are united key by key, all else replaced. */
  default Entry over(Entry weaker) {
    return this;
  }

  /** Written as null, which means the default. */
  default boolean isNull() {
    return false;
  }

  /**
   * A single value.
   *
   * @param plain written without quotes
   * @param shadowed the weaker value that this one replaced
   */
  record Scalar(Place place, String text, boolean plain, Optional<Scalar> shadowed)
      implements Entry {
    Scalar(Place place, String text, boolean plain) {
      this(place, text, plain, Optional.empty());
    }

    @Override
    public Entry over(Entry weaker) {
      return weaker instanceof Scalar scalar
          ? new Scalar(place, text, plain, Optional.of(scalar))
          : this;
    }

    @Override
    public boolean isNull() {
      return plain && YamlText.isNull(text);
    }
  }

  /** A list. */
  record Sequence(Place place, List<Entry> items) implements Entry {}

  /** Keys with their values, in the order of the file. */
  record Section(Place place, Map<String, Entry> entries) implements Entry {
    static Section empty(Place place) {
      return new Section(place, Map.of());
    }

    @Override
    public Entry over(Entry weaker) {
      return weaker instanceof Section section ? over(section) : this;
    }

    /** An override that reaches into a section does not move the section to the command line. */
    Section over(Section weaker) {
      Map<String, Entry> united = new LinkedHashMap<>(weaker.entries);
      entries.forEach(
          (key, entry) -> united.merge(key, entry, (below, above) -> above.over(below)));
      return new Section(place.isCommandLine() ? weaker.place : place, united);
    }

    Section without(String key) {
      Map<String, Entry> rest = new LinkedHashMap<>(entries);
      rest.remove(key);
      return new Section(place, rest);
    }
  }
}
