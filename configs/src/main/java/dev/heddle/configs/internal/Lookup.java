package dev.heddle.configs.internal;

import dev.heddle.configs.internal.Entry.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of one section by the keys that they stand for, aliases included. */
final class Lookup {
  /** An entry under the name that the user wrote. */
  private record Named(String name, Entry entry) {
    int layer() {
      return entry.place().layer();
    }
  }

  private final Binding binding;
  private final Section section;
  private final String sectionName;
  private final Map<String, Entry> found = new HashMap<>();

  Lookup(Binding binding, Section section, String sectionName) {
    this.binding = binding;
    this.section = section;
    this.sectionName = sectionName;
  }

  /** What was written for a key; empty for none, or null. */
  Optional<Entry> find(Key key) {
    List<Named> given = given(key);
    given.forEach(named -> warnOfAlias(key, named));
    Optional<Entry> entry =
        given.stream().map(Named::entry).reduce((weaker, stronger) -> stronger.over(weaker));
    entry.ifPresent(present -> found.put(key.name(), present));
    return entry.filter(present -> !binding.references().isNull(present));
  }

  /** From the weakest to the strongest; two names for one key in the same layer are refused. */
  private List<Named> given(Key key) {
    List<String> names = new ArrayList<>(List.of(key.name()));
    names.addAll(key.aliases());
    List<Named> given =
        names.stream()
            .filter(section.entries()::containsKey)
            .map(name -> new Named(name, section.entries().get(name)))
            .sorted(Comparator.comparingInt(Named::layer))
            .toList();
    for (int i = 1; i < given.size(); i++) {
      refuseTwoNames(given.get(i - 1), given.get(i));
    }
    return given;
  }

  private void refuseTwoNames(Named one, Named other) {
    if (one.layer() == other.layer()) {
      String rule = "the same key as %s; keep one".formatted(whole(one.name()));
      binding.problems().add(other.entry().place(), whole(other.name()), "", rule);
    }
  }

  private void warnOfAlias(Key key, Named given) {
    if (!given.name().equals(key.name())) {
      binding.warn(
          given.entry().place(),
          "%s is an alias; write %s".formatted(whole(given.name()), whole(key.name())));
    }
  }

  /** Notes that the record refused a key's value, shown as it was written where it was. */
  void refuse(String key, String value, String rule) {
    Entry entry = found.get(key);
    boolean written = entry != null && !binding.references().isNull(entry);
    String shown = written ? YamlText.shown(whole(key), entry) : Secrets.masked(whole(key), value);
    Place place = entry == null ? section.place() : entry.place();
    binding.problems().add(place, whole(key), shown, rule);
  }

  /** Notes that the record refused its values without saying which. */
  void refuseAll(String rule) {
    binding.problems().add(section.place(), sectionName, "", rule);
  }

  private String whole(String key) {
    return Names.join(sectionName, key);
  }
}
