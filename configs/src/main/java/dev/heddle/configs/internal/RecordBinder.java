package dev.heddle.configs.internal;

import dev.heddle.configs.InvalidSettings;
import dev.heddle.configs.InvalidSettings.Refusal;
import dev.heddle.configs.internal.Entry.Section;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Binds sections to records. It goes on after a problem, so that one pass names them all; an empty
 * result means that a problem was noted.
 */
final class RecordBinder {
  private final Binding binding;
  private final ValueBinder values;
  private final ChoiceBinder choices;

  RecordBinder(Binding binding) {
    this.binding = binding;
    this.values = new ValueBinder(binding, this);
    this.choices = new ChoiceBinder(binding, this, values);
  }

  /** The record of a section, or a problem where something else stands. */
  Optional<Object> section(Class<?> type, Entry entry, String name) {
    if (entry instanceof Section section) {
      return record(type, section, name, "");
    }
    String keys = Key.of(type).stream().map(Key::name).collect(Collectors.joining(", "));
    String rule = keys.isEmpty() ? "must be a section" : "must be a section with keys " + keys;
    binding.problems().add(entry.place(), name, YamlText.shown(name, entry), rule);
    return Optional.empty();
  }

  /**
   * The record of a section.
   *
   * @param kind what the section is beside its name, for messages: {@code with type=mlm}
   */
  Optional<Object> record(Class<?> type, Section section, String name, String kind) {
    List<Key> keys = Key.of(type);
    if (keys.stream().noneMatch(Key::isInline)) {
      refuseUnknown(section, keys, name, kind);
    }
    List<Object> arguments = new ArrayList<>();
    Lookup lookup = new Lookup(binding, section, name);
    for (Key key : keys) {
      Optional<Object> argument =
          key.isInline()
              ? inline(key, keys, section, name)
              : component(key, lookup.find(key), section, name);
      argument.ifPresent(arguments::add);
    }
    return arguments.size() == keys.size()
        ? create(type, arguments.toArray(), lookup)
        : Optional.empty();
  }

  /** A choice among the entries that no other component of the record asks for. */
  private Optional<Object> inline(Key choice, List<Key> keys, Section section, String name) {
    List<Key> known = new ArrayList<>(keys);
    known.remove(choice);
    Section rest = section;
    for (Key key : known) {
      rest = without(rest, key);
    }
    Entry type = rest.entries().get(choice.discriminator());
    if (type == null || binding.references().isNull(type)) {
      known.add(choice.ofDiscriminator());
      refuseUnknown(rest, known, name, "");
      return Optional.of(Optional.empty());
    }
    return choices.bind(choice, rest, name);
  }

  private static Section without(Section section, Key key) {
    Section rest = section.without(key.name());
    for (String alias : key.aliases()) {
      rest = rest.without(alias);
    }
    return rest;
  }

  private void refuseUnknown(Section section, List<Key> keys, String name, String kind) {
    section
        .entries()
        .forEach(
            (key, entry) -> {
              if (keys.stream().noneMatch(known -> known.isNamed(key))) {
                unknown(key, entry, keys, name, kind);
              }
            });
  }

  private void unknown(String key, Entry entry, List<Key> keys, String section, String kind) {
    Optional<String> nearest = binding.suggestions().nearest(section, key, keys);
    String whole = Names.join(section, key);
    boolean secret = nearest.filter(Secrets::isSecret).isPresent();
    String shown = secret ? Secrets.MASK : YamlText.shown(whole, entry);
    String rule = "unknown key" + (section.isEmpty() ? "" : " of " + section) + kind;
    String known = keys.stream().map(Key::name).collect(Collectors.joining(", "));
    String hint = nearest.isPresent() || known.isEmpty() ? "" : "; known keys are " + known;
    binding.problems().add(entry.place(), whole, shown, rule + hint, nearest);
  }

  private Optional<Object> component(
      Key key, Optional<Entry> given, Section section, String sectionName) {
    String name = Names.join(sectionName, key.name());
    Optional<Entry> entry = withDefault(key, given, section.place());
    boolean optional = Types.isOptional(key.type());
    if (entry.isEmpty() && optional) {
      return Optional.of(Optional.empty());
    }
    if (entry.isEmpty() && !key.isSection()) {
      String rule = "required; " + rule(key.valueType());
      binding.problems().add(section.place(), name, "", rule);
      return Optional.empty();
    }
    Entry present = entry.orElseGet(() -> Section.empty(section.place()));
    if (Types.isChoice(key.valueType())) {
      return choices.bind(key, present, name);
    }
    Optional<Object> value = values.bind(key.valueType(), present, name);
    return optional ? value.map(Optional::of) : value;
  }

  /** Sections are completed by the keys of their default; any other value replaces it. */
  private static Optional<Entry> withDefault(Key key, Optional<Entry> given, Place place) {
    Optional<Entry> absent = key.defaultText().map(text -> parseDefault(key, text, place));
    if (given.isEmpty()) {
      return absent.filter(entry -> !entry.isNull());
    }
    return key.isSection() && absent.isPresent()
        ? Optional.of(given.get().over(absent.get()))
        : given;
  }

  private static Entry parseDefault(Key key, String text, Place place) {
    Problems problems = new Problems("@Default of " + key.component());
    Optional<Entry> entry = new YamlReader(place.ofDefault(), key.name(), problems).compose(text);
    problems.throwIfAny();
    return entry.orElseThrow();
  }

  private static String rule(Type type) {
    return switch (Types.raw(type).getSimpleName()) {
      case "List" -> "must be a list: [a, b]";
      case "Map" -> "must be a section of keys and values";
      default -> ScalarTypes.rule(Types.raw(type));
    };
  }

  private Optional<Object> create(Class<?> type, Object[] arguments, Lookup lookup) {
    try {
      return Optional.of(constructor(type).newInstance(arguments));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettings invalid) {
        invalid.refusals().forEach(refusal -> refuse(refusal, lookup));
      } else if (e.getCause() instanceof IllegalArgumentException refusal) {
        lookup.refuseAll(refusal.getMessage());
      } else {
        throw new IllegalStateException("Cannot create " + type, e.getCause());
      }
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot create " + type, e);
    }
  }

  private static void refuse(Refusal refusal, Lookup lookup) {
    lookup.refuse(refusal.key(), refusal.found(), refusal.rule());
  }

  private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor;
  }
}
