package dev.heddle.configs.internal;

import dev.heddle.configs.internal.Entry.Scalar;
import dev.heddle.configs.internal.Entry.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code section.key=value} arguments of a command line. A value that begins with a bracket or
 * a quote is YAML; any other is taken as it stands, so that {@code dataset.path=*.txt} needs no
 * quotes within quotes.
 */
final class Overrides {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?<key>[^\\s=.]+(\\.[^\\s=.]+)*)=(?<value>.*)", Pattern.DOTALL);
  private static final Pattern YAML_START = Pattern.compile("[\\[{\"'].*", Pattern.DOTALL);

  /** What may be repeated of an argument that is no assignment: a value could be a secret. */
  private static final Pattern LEADING_KEY = Pattern.compile("[\\w.]*");

  private final Problems problems;

  Overrides(Problems problems) {
    this.problems = problems;
  }

  /** The arguments as one section, later ones over earlier ones. */
  Section parse(List<String> arguments) {
    Section all = Section.empty(Place.override(0));
    for (int i = 0; i < arguments.size(); i++) {
      Optional<Section> next = parse(arguments.get(i), Place.override(i));
      all = next.isPresent() ? next.get().over(all) : all;
    }
    return all;
  }

  private Optional<Section> parse(String argument, Place place) {
    Matcher assignment = ASSIGNMENT.matcher(argument);
    if (!assignment.matches()) {
      problems.add(place, "", beginning(argument), "must be key=value: trainer.max_steps=100");
      return Optional.empty();
    }
    String key = assignment.group("key");
    return value(key, assignment.group("value").strip(), place)
        .map(value -> (Section) nested(List.of(key.split("\\.")), value, place));
  }

  private Optional<Entry> value(String key, String text, Place place) {
    return YAML_START.matcher(text).matches()
        ? new YamlReader(place, key, problems).compose(text)
        : Optional.of(new Scalar(place, text, true));
  }

  private static Entry nested(List<String> path, Entry value, Place place) {
    if (path.isEmpty()) {
      return value;
    }
    Entry inner = nested(path.subList(1, path.size()), value, place);
    return new Section(place, Map.of(path.get(0), inner));
  }

  private static String beginning(String argument) {
    Matcher key = LEADING_KEY.matcher(argument);
    String shown = key.lookingAt() ? key.group() : "";
    return shown.length() < argument.length() ? shown + "…" : shown;
  }
}
