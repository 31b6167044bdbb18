package dev.heddle.configs.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every key that a run file may hold, to find what an unknown one was meant to be. */
final class Suggestions {
  private record Candidate(String section, String name, String key) {}

  private final List<Candidate> everywhere = new ArrayList<>();

  Suggestions(Class<?> root) {
    add("", root, List.of());
  }

  /**
   * Adds the keys of a record and of what it holds.
   *
   * @param above the records that this one is a part of: a variant may hold a choice among its own
   *     kind, without end
   */
  private void add(String section, Class<?> record, List<Class<?>> above) {
    if (above.contains(record)) {
      return;
    }
    List<Class<?>> path = new ArrayList<>(above);
    path.add(record);
    for (Key key : Key.of(record)) {
      String whole = key.isInline() ? section : Names.join(section, key.name());
      if (!key.isInline()) {
        everywhere.addAll(candidates(section, key));
      }
      if (Types.isChoice(key.valueType())) {
        everywhere.add(
            new Candidate(whole, key.discriminator(), Names.join(whole, key.discriminator())));
        new Variants(Types.raw(Types.argument(key.valueType(), 0)))
            .all()
            .forEach(variant -> add(whole, variant.settingsType(), path));
      } else if (key.isSection()) {
        add(whole, Types.raw(key.valueType()), path);
      }
    }
  }

  private static List<Candidate> candidates(String section, Key key) {
    String whole = Names.join(section, key.name());
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(new Candidate(section, key.name(), whole));
    key.aliases().forEach(alias -> candidates.add(new Candidate(section, alias, whole)));
    return candidates;
  }

  /**
   * The dotted key that was probably meant: of the same section if one is as close, else of any.
   *
   * @param known the keys of the section as it is configured
   */
  Optional<String> nearest(String section, String name, List<Key> known) {
    List<Candidate> here =
        known.stream().flatMap(key -> candidates(section, key).stream()).toList();
    Optional<Candidate> near = closest(name, here, Nearest.tolerance(name));
    Optional<Candidate> far = closest(name, elsewhere(section), name.length() / 4);
    if (near.isPresent() && far.isPresent()) {
      boolean farther = distance(name, far.get()) + 1 >= distance(name, near.get());
      return (farther ? near : far).map(Candidate::key);
    }
    return near.or(() -> far).map(Candidate::key);
  }

  private List<Candidate> elsewhere(String section) {
    return everywhere.stream().filter(other -> !other.section().equals(section)).toList();
  }

  private static Optional<Candidate> closest(String name, List<Candidate> from, int tolerance) {
    return from.stream()
        .filter(candidate -> distance(name, candidate) <= tolerance)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  private static int distance(String name, Candidate candidate) {
    return Nearest.distance(name, candidate.name());
  }
}
